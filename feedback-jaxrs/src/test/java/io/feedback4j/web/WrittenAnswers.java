package io.feedback4j.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Engines whose answers are written as they come. */
public final class WrittenAnswers {
    private static final String LINE = "0123456789abcdef,0123456789abcdef\n";
    private static final int LINES = 20_000;

    private WrittenAnswers() {}

    /** What {@link #whole} sends; more than any container holds back. */
    public static String text() {
        return LINE.repeat(LINES);
    }

    /** Sends all of it. */
    public static Engine whole() {
        return engine(out -> {
            for (int i = 0; i < LINES; i++) {
                out.write(LINE.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    /** Fails when much of it has been sent. */
    public static Engine broken() {
        return engine(out -> {
            out.write(text().getBytes(StandardCharsets.UTF_8));
            throw new IOException("The rest cannot be read");
        });
    }

    private static Engine engine(BodyWriter writer) {
        Answer answer = Answers.privately("text/csv;charset=UTF-8", writer, Map.of());
        return new Engine(
                null,
                (request, admission) -> CompletableFuture.completedFuture(
                        request.method().equals("HEAD") ? Answers.withoutBody(answer) : answer),
                Engine.newWaitingRoom(),
                () -> {});
    }
}

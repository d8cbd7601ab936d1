package io.feedback4j.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** What is logged while something runs; the tests' logger writes to standard error. Not for tests that run side by side. */
public final class LogLines {

    private LogLines() {}

    /** Every line, of other threads, too. */
    public static List<String> during(Runnable action) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(UTF_8).lines().toList();
    }
}

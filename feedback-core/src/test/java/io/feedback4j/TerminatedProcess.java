package io.feedback4j;

import io.feedback4j.background.AtExit;
import io.feedback4j.intake.Submission;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Target;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A host that takes votes as fast as it can, prints each id that is acknowledged, and stops when it is told to. */
public final class TerminatedProcess {
    private static final int AT_ONCE = 2_000;

    private TerminatedProcess() {}

    /** @param arguments the store's file, the upstream */
    public static void main(String[] arguments) throws InterruptedException {
        FeedbackConfig config = FeedbackConfig.builder()
                .assistants("aia_asst_1")
                .storeFile(Path.of(arguments[0]))
                .settleWindow(Duration.ZERO)
                .twilioApiKey("key", "secret")
                .twilioBaseUrl(URI.create(arguments[1]))
                .deliveryTimeout(Duration.ofSeconds(2))
                .build();
        FeedbackService service = FeedbackService.builder().config(config).build();
        AtExit.run(service::close);
        Semaphore free = new Semaphore(AT_ONCE);
        for (long n = 0; ; n++) {
            free.acquire();
            Target target = new Target("aia_asst_1", "session " + n, "", "");
            service.submit(new NewFeedback(target, new Opinion(1.0, "", List.of()), null), null)
                    .thenAccept(submission -> {
                        print(submission);
                        free.release();
                    });
        }
    }

    private static synchronized void print(Submission submission) {
        if (submission instanceof Submission.Accepted accepted) {
            System.out.println(accepted.record().feedback().id());
            System.out.flush();
        }
    }
}

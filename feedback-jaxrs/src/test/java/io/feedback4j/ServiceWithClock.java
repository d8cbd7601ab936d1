package io.feedback4j;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Opens a service from the system properties that goes by a clock of the test's. */
public final class ServiceWithClock {
    private ServiceWithClock() {}

    /** The service; to be closed by the caller. */
    public static FeedbackService open(Clock clock) {
        FeedbackConfig config = FeedbackSettings.read(
                        List.of(SettingSource.systemProperties(System.getProperties())), Path.of("feedback-data"))
                .config();
        return FeedbackService.builder().config(config).clock(clock).build();
    }
}

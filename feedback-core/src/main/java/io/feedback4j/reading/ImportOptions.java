package io.feedback4j.reading;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is brought in, and when.
 *
 * @param assistants whose feedback
 * @param schedule how long from one run to the next; {@code null} for only when asked to
 * @param retention what was given longer ago stays where it is
 * @param timeout how long an exchange with the destination can take
 * @param grace how long a record may take to show in the list
 */
public record ImportOptions(
        List<String> assistants, @Nullable Duration schedule, Duration retention, Duration timeout, Duration grace) {

    public ImportOptions {
        assistants = List.copyOf(assistants);
        requireNonNull(retention, "retention");
        requireNonNull(timeout, "timeout");
        requireNonNull(grace, "grace");
    }
}

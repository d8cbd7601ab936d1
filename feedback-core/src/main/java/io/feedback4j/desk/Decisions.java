package io.feedback4j.desk;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.store.Decided;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a decision came to.
 *
 * @param all one for each delivery it concerned
 * @param more whether there may be others that were too many for one call
 */
public record Decisions(List<Decided> all, boolean more) {

    public Decisions {
        all = List.copyOf(all);
    }

    /** How many are in this state now. */
    public long count(DeliveryState state) {
        return all.stream().filter(decided -> decided.state() == state).count();
    }

    /** When the last of them is sent; {@code null} when none is. */
    public @Nullable Instant until() {
        return all.stream()
                .map(Decided::nextAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}

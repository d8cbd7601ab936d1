package io.feedback4j.store;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of everything that filters mean.
 *
 * @param records newest first; may be none though more follow
 * @param next the cursor of the next part; {@code null} when this was the last
 */
public record Slice(List<FeedbackRecord> records, @Nullable FeedbackId next) {
    public Slice {
        records = List.copyOf(records);
    }
}

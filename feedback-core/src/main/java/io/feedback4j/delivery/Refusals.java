package io.feedback4j.delivery;

import io.feedback4j.model.FeedbackId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notices when different records are all refused for the same reason and none is taken in between: then it is not the
 * records. Not thread-safe.
 */
final class Refusals {
    private static final int SAME_IN_A_ROW = 5;
    private static final int MAX_REMEMBERED = 1_000;

    private final Set<FeedbackId> same = new LinkedHashSet<>();
    private final Set<FeedbackId> pardoned = new LinkedHashSet<>();
    private final List<FeedbackId> reopened = new ArrayList<>();
    private @Nullable String problem;

    /** @return whether this is one too many: the earlier ones, but not this one, are then to be reopened */
    boolean add(String refusal, FeedbackId id) {
        if (pardoned.contains(id)) {
            // Refused again after others were taken: this one is the record's own fault.
            return false;
        }
        if (!refusal.equals(problem)) {
            same.clear();
            problem = refusal;
        }
        same.add(id);
        if (same.size() < SAME_IN_A_ROW) {
            return false;
        }
        same.forEach(earlier -> {
            if (!earlier.equals(id)) {
                reopened.add(earlier);
            }
        });
        pardon();
        return true;
    }

    /** Something was taken. */
    void forget() {
        same.clear();
    }

    List<FeedbackId> takeReopened() {
        List<FeedbackId> taken = List.copyOf(reopened);
        reopened.clear();
        return taken;
    }

    private void pardon() {
        if (pardoned.size() + same.size() > MAX_REMEMBERED) {
            pardoned.clear();
        }
        pardoned.addAll(same);
        same.clear();
    }
}

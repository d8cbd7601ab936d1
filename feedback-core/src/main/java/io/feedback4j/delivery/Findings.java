package io.feedback4j.delivery;

import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.Surplus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of a destination's list brought to light.
 *
 * @param results what became of those that were looked for
 * @param surplus records that are there beside the ones that belong there
 * @param listed whether the destination showed its list
 * @param failure why the list could not be read; {@code null} when it could
 * @param problem why nothing can be concluded from absence, in plain words; {@code null} when it can
 */
record Findings(
        String assistantId,
        List<DeliveryResult> results,
        List<Surplus> surplus,
        boolean listed,
        @Nullable Outcome failure,
        @Nullable String problem) {

    /** The same, of a list that was shown. */
    Findings afterReading() {
        return new Findings(assistantId, results, surplus, true, failure, problem);
    }
}

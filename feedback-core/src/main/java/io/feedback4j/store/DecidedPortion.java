package io.feedback4j.store;

import java.util.List;

/**
 * What came of deciding about a portion of what was rejected.
 *
 * @param all what became of each
 * @param found how many were found; others may have decided about some of them in the meantime, or nothing could be done
 */
public record DecidedPortion(List<Decided> all, int found) {

    public DecidedPortion {
        all = List.copyOf(all);
    }
}

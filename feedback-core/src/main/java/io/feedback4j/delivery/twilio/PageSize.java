package io.feedback4j.delivery.twilio;

import java.util.List;

/**
 * How many records a page of a list is asked for: fewer after one that was too large, and after a while as many as
 * before again, because the large ones grow old. Thread-safe.
 */
final class PageSize {
    /** The second fits even if each text is as long as ours may be and all of it is escaped; others write longer ones. */
    private static final List<Integer> SIZES = List.of(200, 50, 10, 1);

    private static final int FIRST_PATIENCE = 5;
    private static final int MAX_PATIENCE = 640;

    private int step;
    private int readings;
    private int patience = FIRST_PATIENCE;

    /** For a reading that begins. */
    synchronized int forFirstPage() {
        if (step > 0 && ++readings > patience) {
            step = 0;
            readings = 0;
        }
        return SIZES.get(step);
    }

    /** A page had too many bytes. */
    synchronized void tooLarge() {
        readings = 0;
        patience = Math.min(patience * 2, MAX_PATIENCE);
        step = Math.min(step + 1, SIZES.size() - 1);
    }
}

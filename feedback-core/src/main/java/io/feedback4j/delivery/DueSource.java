package io.feedback4j.delivery;

import io.feedback4j.model.Feedback;
import java.util.List;

/**
 * Hands out feedback that somebody believes to be due, so that it need not be searched for in the store. A hint: what it
 * never hands out is found by the sweep, and what it hands out wrongly is not claimed.
 */
@FunctionalInterface
public interface DueSource {

    /** Takes out at most this many, oldest first; empty when nothing is due. */
    List<Feedback> take(int limit);
}

package io.feedback4j.store;

import java.time.Instant;
import java.util.List;

/**
 * What happened, in the order in which it did, read from what is kept anyway: nothing is written for it. So every node
 * that shares the store tells the same, and a restart forgets nothing but what was purged.
 *
 * <p>Told are: what was given (in the order of its ids), replaced, withdrawn and erased, and the states of deliveries that
 * outlast an exchange: {@code ready} again after a failed try, {@code uncertain}, {@code delivered}, {@code rejected},
 * {@code discarded}. {@code settling} begins with what was given, {@code superseded} and {@code withdrawn} come with the
 * event of the feedback, and {@code sending} lasts for one exchange: none of them has an event of its own. Of a feedback or
 * delivery that changed twice in between only the last change is told.
 *
 * <p>Costs: what was given is found by the primary key. The two other kinds have an index of their own that holds no row
 * which was just given: an accepted vote writes to neither of them.
 *
 * <p>Thread-safe. Throws {@link StoreException} on an outage.
 */
public interface EventStore {

    /**
     * What happened behind a position and before a moment, in order. Whoever goes on from what it tells can miss what is
     * committed later under an earlier time, so the moment should be a little in the past.
     *
     * @param limit how many at the most
     */
    List<Event> list(EventPosition behind, Instant until, int limit);
}

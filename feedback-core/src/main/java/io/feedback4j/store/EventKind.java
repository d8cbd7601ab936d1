package io.feedback4j.store;

/** What kind of thing happened. Within a millisecond, events are told in this order. */
public enum EventKind {
    /** Something was said here. */
    GIVEN,
    /** What was said was replaced, withdrawn or erased. */
    CHANGED,
    /** A delivery reached a state that outlasts an exchange; what was imported has its first event so, too. */
    DELIVERY
}

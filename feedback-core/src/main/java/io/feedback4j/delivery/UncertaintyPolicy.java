package io.feedback4j.delivery;

/** What to do with a delivery whose fate is not known. */
public enum UncertaintyPolicy {
    /** Look it up in the destination's list, and send again only when it was absent twice. */
    RECONCILE,
    /** Send again: at least once, faster, with a duplicate where the first try did arrive. */
    RESEND,
    /** Leave it for an operator: at most once. */
    PARK
}

package io.feedback4j.delivery;

/** What to do with a delivery whose fate is not known. */
public enum UncertaintyPolicy {
    /** Look it up in the destination's list, and send again only when it was absent twice. */
    RECONCILE("and it cannot be found out for the time being"),
    /** Send again: at least once, faster, with a duplicate where the first try did arrive. */
    RESEND("and are sent again"),
    /** Leave it for an operator: at most once. */
    PARK("and wait for an operator: nothing is looked up there");

    private final String outlook;

    UncertaintyPolicy(String outlook) {
        this.outlook = outlook;
    }

    /** What becomes of deliveries that have been uncertain for long; ends a sentence about them. */
    String outlook() {
        return outlook;
    }
}

package io.feedback4j.delivery;

/** A destination's list could not be read. */
public final class ListingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    /** @param outcome what the answer would mean had it been the answer to a send: throttled, gone, … */
    public ListingException(String message, Outcome outcome) {
        super(message);
        this.outcome = outcome;
    }

    /** What it says about the destination. */
    public Outcome outcome() {
        return outcome;
    }
}

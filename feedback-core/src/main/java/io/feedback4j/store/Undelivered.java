package io.feedback4j.store;

/** How it stands with the deliveries that somebody decides about. */
public enum Undelivered {
    /** The destination will never take it. */
    REJECTED("rejected"),
    /** The destination may have it, and nothing more happens to it by itself: it is not looked up, and not sent again. */
    PARKED("uncertain"),
    /** One of these two. */
    EITHER("rejected or uncertain"),
    /** Is to be delivered, and nobody holds the right to; meant where nobody is going to, because the destination is gone. */
    WAITING("waiting");

    private final String word;

    Undelivered(String word) {
        this.word = word;
    }

    /** The word in JSON, which for what is parked is that of its state. */
    public String word() {
        return word;
    }
}

package io.feedback4j.model;

/**
 * How much of what was said was masked, by kind.
 *
 * @param email e-mail addresses
 * @param phone phone numbers
 * @param card numbers of payment cards
 */
public record Masked(int email, int phone, int card) {
    /** Nothing was. */
    public static final Masked NONE = new Masked(0, 0, 0);

    /** @throws IllegalArgumentException when a count is negative */
    public Masked {
        if (email < 0 || phone < 0 || card < 0) {
            throw new IllegalArgumentException("counts must not be negative");
        }
    }

    /** Whether nothing was masked. */
    public boolean isNone() {
        return total() == 0;
    }

    /** How much in all. */
    public int total() {
        return email + phone + card;
    }

    /** Both together. */
    public Masked plus(Masked other) {
        return isNone() ? other : new Masked(email + other.email, phone + other.phone, card + other.card);
    }
}

package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

import io.feedback4j.model.MessageContext;
import java.time.Instant;
import java.util.Locale;

/**
 * The words of a message, as they are kept.
 *
 * @param context question and answer
 * @param source who said so
 * @param at when it was kept
 */
public record KeptContext(MessageContext context, Source source, Instant at) {

    /** Who said what the words are. The later in this order is believed more, and not replaced by one before. */
    public enum Source {
        /** The page on which was voted; whoever votes can say anything. */
        PAGE,
        /** A destination that keeps conversations. */
        UPSTREAM,
        /** The application. */
        HOST;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The word in JSON and in the tables. */
        public String word() {
            return word;
        }

        /** @throws IllegalArgumentException when no source has this word */
        public static Source of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public KeptContext {
        requireNonNull(context, "context");
        requireNonNull(source, "source");
        requireNonNull(at, "at");
    }
}

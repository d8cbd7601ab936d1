package io.feedback4j.context;

import io.feedback4j.store.KeptContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of looking for the words of a message.
 *
 * @param state how it went
 * @param context what was found; {@code null} unless the state is {@link State#FOUND}
 */
public record Found(State state, @Nullable KeptContext context) {

    /** How it went. */
    public enum State {
        /** Here they are. */
        FOUND("Found."),
        /** It takes longer than one waits here. */
        READING("The upstream is being asked. Ask again in a second."),
        /** Nobody keeps them. */
        UNKNOWN(
                "Nothing is known of this message: it came without its words, and no conversation that can be read has it."),
        /** The destination has no such session any more, or is gone itself. */
        GONE("The upstream does not know this session any more, or is gone itself. What it knew cannot be read again."),
        /** The destination does not take the credentials. */
        REFUSED("The upstream does not let its conversations be read with the configured credentials."),
        /** The destination cannot be asked at the moment. */
        UNAVAILABLE(
                "The upstream could not be asked. It is tried again when somebody looks, not before a minute is over.");

        private final String word = name().toLowerCase(Locale.ROOT);
        private final String sentence;

        State(String sentence) {
            this.sentence = sentence;
        }

        /** The word in JSON. */
        public String word() {
            return word;
        }

        /** In words for a person. */
        public String sentence() {
            return sentence;
        }
    }

    static Found of(KeptContext context) {
        return new Found(State.FOUND, context);
    }

    static Found nothing(State state) {
        return new Found(state, null);
    }
}

package io.feedback4j.demo.chat;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that was said in a session.
 *
 * @param id {@code aia_msg_} and a UUID version 7, or what the upstream calls it; {@code ""} when nobody knows
 * @param role who said it
 * @param text what was said
 * @param at when
 */
public record Message(String id, Role role, String text, Instant at) {

    /** Who speaks. */
    public enum Role {
        /** The person. */
        USER,
        /** The assistant. */
        ASSISTANT;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The word in JSON. */
        public String word() {
            return word;
        }
    }
}

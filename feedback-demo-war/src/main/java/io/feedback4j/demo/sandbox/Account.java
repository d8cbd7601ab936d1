package io.feedback4j.demo.sandbox;

import java.util.List;

/**
 * Whom the sandbox knows.
 *
 * @param sid {@code AC} and 32 hexadecimal digits
 * @param authToken the password that goes with it
 * @param assistants ids of the assistants there are
 */
public record Account(String sid, String authToken, List<String> assistants) {

    public Account {
        assistants = List.copyOf(assistants);
    }
}

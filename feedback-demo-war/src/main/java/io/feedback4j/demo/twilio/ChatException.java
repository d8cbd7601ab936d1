package io.feedback4j.demo.twilio;

/** There is no answer. The message is a sentence for the person at the screen, without content or credentials. */
public final class ChatException extends Exception {
    private static final long serialVersionUID = 1;

    ChatException(String message) {
        super(message);
    }
}

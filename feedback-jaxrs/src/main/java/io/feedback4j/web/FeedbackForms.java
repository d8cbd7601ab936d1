package io.feedback4j.web;

import static java.util.Objects.requireNonNull;

import io.feedback4j.FeedbackService;
import io.feedback4j.model.Target;

/**
 * Forms and links for people whose browser runs no script, or who read a mail: a host that renders its pages itself puts
 * {@code forms.about(target).html("/api")} under an answer, or {@code forms.about(target).link("https://shop.example/api")}
 * into a mail. What comes back is taken by {@code POST feedback/form}, and only with a token that was made here.
 *
 * <p>Thread-safe; keep one.
 */
public final class FeedbackForms {
    private final FeedbackService service;
    private final FormTokens tokens;

    /** @param service that is to take what is said */
    public FeedbackForms(FeedbackService service) {
        this.service = requireNonNull(service, "service");
        this.tokens = new FormTokens(service);
    }

    /**
     * A form or link to judge a message, or a whole session, without naming who judges: where the host names its voters
     * (see {@link VoterResolver}) it is asked when the form comes back.
     *
     * @param assistantId {@code default} stands for the first configured assistant
     * @param messageId {@code ""} for the whole session
     * @throws io.feedback4j.model.InvalidFeedbackException naming each id that cannot be one
     */
    public FeedbackForm about(String assistantId, String sessionId, String messageId) {
        return about(new Target(assistantId, sessionId, messageId, ""));
    }

    /** The same for the voter that the target names, whoever is signed in when it comes back. */
    public FeedbackForm about(Target target) {
        return FeedbackForm.of(service, tokens, target);
    }
}

package io.feedback4j.web;

import io.feedback4j.FeedbackService;
import io.feedback4j.model.FeedbackId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** The value that lets somebody take back what they said without saying who they are. */
final class Undo {
    /** The header a caller sends it in. */
    static final String HEADER = "Feedback-Undo";

    private final FeedbackService service;

    Undo(FeedbackService service) {
        this.service = service;
    }

    /** What is shown once, with the answer to the vote. */
    String value(FeedbackId id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(service.sign("undo", id.value()));
    }

    boolean matches(FeedbackId id, String value) {
        return MessageDigest.isEqual(
                value(id).getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }
}

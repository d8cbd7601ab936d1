package io.feedback4j.web;

import io.feedback4j.model.InvalidFeedbackException;
import io.feedback4j.store.StoreException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a problem of whatever was thrown. The last resort: nothing of a bug but its number gets out. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final Duration STORE_PAUSE = Duration.ofSeconds(5);
    private static final int ERROR_ID_BYTES = 8;

    private final SecureRandom random = new SecureRandom();

    /** @param method of the request, for the log */
    Problem problem(Throwable thrown, String method) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof ProblemException) {
            return ((ProblemException) cause).problem();
        }
        if (cause instanceof InvalidFeedbackException) {
            return Problem.invalid(((InvalidFeedbackException) cause).problems());
        }
        if (cause instanceof StoreException) {
            return storeDown((StoreException) cause);
        }
        return bug(cause, method);
    }

    private static Problem storeDown(StoreException cause) {
        // The store itself reports an outage, once; a line for each request would bury that.
        LOG.debug("Not served: the store is down", cause);
        return Problem.of(ProblemKind.STORE_DOWN, "The store does not answer at the moment.")
                .retryAfter(STORE_PAUSE);
    }

    private Problem bug(Throwable cause, String method) {
        byte[] bytes = new byte[ERROR_ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        LOG.error("A {} request failed, error id {}", method, id, cause);
        return Problem.of(
                ProblemKind.INTERNAL, "This is a fault of the service. It has been logged (error id " + id + ").");
    }
}

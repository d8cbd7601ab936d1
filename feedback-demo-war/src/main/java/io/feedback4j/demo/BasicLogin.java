package io.feedback4j.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedback4j.FeedbackConfig.Credentials;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** HTTP Basic, for the demo's own switches. */
final class BasicLogin {
    private BasicLogin() {}

    /** Whether the header says this pair. Takes the same time whatever it says. */
    static boolean isBy(Credentials pair, @Nullable String authorization) {
        String expected = pair.user() + ":" + pair.password().value();
        String header = "Basic " + Base64.getEncoder().encodeToString(expected.getBytes(UTF_8));
        return MessageDigest.isEqual(
                header.getBytes(UTF_8), (authorization == null ? "" : authorization).getBytes(UTF_8));
    }
}

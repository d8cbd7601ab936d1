package io.feedback4j.delivery.twilio;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;

/**
 * How to reach the upstream. Prints without its password.
 *
 * @param baseUrl where its paths begin; may have a path of its own, as behind a gateway
 * @param user an API key, or the account's id
 * @param password the key's secret, or the account's token
 * @param timeout for a whole exchange, from connecting to the last byte
 * @param trailer whether reasons and foreign message ids go into the text as one line; else they stay here
 * @param version of this product, told to the upstream in {@code User-Agent}
 */
public record TwilioOptions(
        URI baseUrl, String user, String password, Duration timeout, boolean trailer, String version) {

    public TwilioOptions {
        requireNonNull(baseUrl, "baseUrl");
        requireNonNull(user, "user");
        requireNonNull(password, "password");
        requireNonNull(timeout, "timeout");
        requireNonNull(version, "version");
    }

    @Override
    public String toString() {
        return "TwilioOptions[baseUrl=" + baseUrl + ", user=" + user + ", password=***, timeout=" + timeout
                + ", trailer=" + trailer + ", version=" + version + "]";
    }
}

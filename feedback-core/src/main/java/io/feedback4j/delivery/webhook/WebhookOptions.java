package io.feedback4j.delivery.webhook;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;

/**
 * How to reach a webhook's receiver. Prints without its secrets, and without what follows the host in its address, which
 * is a secret at some services.
 *
 * @param url where to post to
 * @param secrets what to sign with
 * @param timeout for a whole exchange, from connecting to the last byte
 * @param version of this product, told to the receiver in {@code User-Agent}
 */
public record WebhookOptions(URI url, WebhookSecrets secrets, Duration timeout, String version) {

    public WebhookOptions {
        requireNonNull(url, "url");
        requireNonNull(secrets, "secrets");
        requireNonNull(timeout, "timeout");
        requireNonNull(version, "version");
    }

    @Override
    public String toString() {
        return "WebhookOptions[url=" + url.getScheme() + "://" + url.getAuthority() + "/***, secrets=***, timeout="
                + timeout + ", version=" + version + "]";
    }
}

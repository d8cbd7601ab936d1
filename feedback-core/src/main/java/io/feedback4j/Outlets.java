package io.feedback4j;

import static java.util.Objects.requireNonNull;

import io.feedback4j.FeedbackConfig.Credentials;
import io.feedback4j.FeedbackConfig.DeliverySettings;
import io.feedback4j.FeedbackConfig.Twilio;
import io.feedback4j.FeedbackConfig.Webhook;
import io.feedback4j.delivery.Conversations;
import io.feedback4j.delivery.DeliveryOptions;
import io.feedback4j.delivery.Destination;
import io.feedback4j.delivery.ListedDestination;
import io.feedback4j.delivery.UncertaintyPolicy;
import io.feedback4j.delivery.twilio.TwilioConversations;
import io.feedback4j.delivery.twilio.TwilioDestination;
import io.feedback4j.delivery.twilio.TwilioOptions;
import io.feedback4j.delivery.webhook.WebhookDestination;
import io.feedback4j.delivery.webhook.WebhookOptions;
import io.feedback4j.delivery.webhook.WebhookSecrets;
import io.feedback4j.masking.Masking;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which destinations there are, by the settings and by what the host added: Twilio, also while something is missing for
 * it, unless there are others and nothing is said of Twilio; the webhook where it is configured; those of the host.
 */
final class Outlets {
    private static final Duration LOOK_UP_INTERVAL = Duration.ofMinutes(1);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Set<String> TAKEN = Set.of(TwilioDestination.NAME, WebhookDestination.NAME);

    private Outlets() {}

    /**
     * In the order in which they are told of.
     *
     * @param own what the host added
     * @throws InvalidConfigException naming every name that cannot be one
     */
    static List<Outlet> of(FeedbackConfig config, List<Destination> own, InstantSource clock) {
        checkNames(own);
        List<Outlet> outlets = new ArrayList<>();
        Webhook webhook = config.webhook();
        if (isTwilioMeant(config.twilio()) || webhook == null && own.isEmpty()) {
            outlets.add(twilio(config));
        }
        if (webhook != null) {
            outlets.add(webhook(webhook, config, clock));
        }
        own.forEach(destination -> outlets.add(own(destination, config)));
        return List.copyOf(outlets);
    }

    /** The names of those that take something. */
    static List<String> delivering(List<Outlet> outlets) {
        return outlets.stream()
                .filter(outlet -> !outlet.isAbsent())
                .map(Outlet::name)
                .toList();
    }

    private static void checkNames(List<Destination> own) {
        List<String> problems = new ArrayList<>();
        Set<String> names = new HashSet<>(TAKEN);
        for (Destination destination : own) {
            String name = destination.name();
            if (!NAME.matcher(name).matches()) {
                problems.add("a destination must have a name of a-z, 0-9 and -, beginning with a letter, at most 32"
                        + " characters, was " + Shown.value(name));
            } else if (!names.add(name)) {
                problems.add("a destination must have a name of its own, was again " + Shown.value(name));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    private static boolean isTwilioMeant(Twilio twilio) {
        return twilio.accountSid() != null
                || twilio.authToken() != null
                || twilio.apiKey() != null
                || twilio.apiSecret() != null;
    }

    private static Outlet twilio(FeedbackConfig config) {
        Twilio twilio = config.twilio();
        Credentials credentials = twilio.credentials();
        List<String> missing = new ArrayList<>();
        if (config.assistants().isEmpty()) {
            missing.add("feedback.assistants");
        }
        if (credentials == null) {
            missing.add("feedback.twilio.account-sid and .auth-token (or .api-key and .api-secret)");
        }
        return new Outlet(
                TwilioDestination.NAME,
                twilio.baseUrl().toString(),
                missing,
                listed(config.assistants(), config.delivery()),
                () -> masked(destination(twilio, requireNonNull(credentials), config.delivery()), config));
    }

    private static TwilioDestination destination(Twilio twilio, Credentials credentials, DeliverySettings settings) {
        return new TwilioDestination(options(twilio, credentials, settings));
    }

    private static TwilioOptions options(Twilio twilio, Credentials credentials, DeliverySettings settings) {
        return new TwilioOptions(
                twilio.baseUrl(),
                credentials.user(),
                credentials.password().value(),
                settings.timeout(),
                twilio.trailer(),
                StartLine.version());
    }

    /** Where conversations are kept; {@code null} where nobody can be asked. */
    static @Nullable Conversations conversations(FeedbackConfig config) {
        Credentials credentials = config.twilio().credentials();
        return credentials == null
                ? null
                : new TwilioConversations(options(config.twilio(), credentials, config.delivery()));
    }

    private static Outlet webhook(Webhook webhook, FeedbackConfig config, InstantSource clock) {
        WebhookOptions options = new WebhookOptions(
                webhook.url(),
                WebhookSecrets.parse(webhook.secret().value()),
                config.delivery().timeout(),
                StartLine.version());
        return new Outlet(
                WebhookDestination.NAME,
                "the webhook at " + webhook.origin(),
                List.of(),
                unlisted(config.assistantsOrDefault(), config.delivery()),
                () -> masked(new WebhookDestination(options, clock), config));
    }

    private static Destination masked(Destination destination, FeedbackConfig config) {
        return MaskedDestination.of(destination, new Masking(config.mask()));
    }

    private static Outlet own(Destination destination, FeedbackConfig config) {
        List<String> assistants = config.assistantsOrDefault();
        DeliveryOptions options = destination instanceof ListedDestination
                ? listed(assistants, config.delivery())
                : unlisted(assistants, config.delivery());
        return new Outlet(
                destination.name(), destination.name(), List.of(), options, () -> masked(destination, config));
    }

    private static DeliveryOptions listed(List<String> assistants, DeliverySettings settings) {
        Duration twiceTheGrace = settings.grace().multipliedBy(2);
        return options(assistants, settings)
                .grace(settings.grace())
                .uncertainty(UncertaintyPolicy.valueOf(settings.uncertain().name()))
                .lookUpInterval(twiceTheGrace.compareTo(LOOK_UP_INTERVAL) < 0 ? twiceTheGrace : LOOK_UP_INTERVAL)
                .build();
    }

    /** There is no list that anything could take time to show in. */
    private static DeliveryOptions unlisted(List<String> assistants, DeliverySettings settings) {
        return options(assistants, settings).grace(Duration.ZERO).build();
    }

    private static DeliveryOptions.Builder options(List<String> assistants, DeliverySettings settings) {
        return DeliveryOptions.builder(assistants)
                .concurrency(settings.concurrency())
                .timeout(settings.timeout());
    }
}

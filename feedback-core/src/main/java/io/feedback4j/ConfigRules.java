package io.feedback4j;

import io.feedback4j.FeedbackConfig.Access;
import io.feedback4j.FeedbackConfig.Twilio;
import io.feedback4j.FeedbackConfig.Webhook;
import io.feedback4j.delivery.webhook.WebhookSecrets;
import io.feedback4j.model.FieldProblem;
import io.feedback4j.model.Target;
import io.feedback4j.store.jdbc.PostgresAddress;
import io.feedback4j.store.jdbc.PostgresStore;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the settings of a {@link FeedbackConfig} may be. Each problem is a sentence that begins with the setting's name. */
final class ConfigRules {
    static final String TWO_STORES = "feedback.store.url and feedback.store.jndi must not both be given";

    private static final Pattern REASON_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final int MIN_PASSWORD_CHARS = 8;
    private static final int MAX_REASONS = 40;

    private ConfigRules() {}

    static void check(
            List<String> assistants, Twilio twilio, Access access, List<Reason> reasons, List<String> problems) {
        for (int i = 0; i < assistants.size(); i++) {
            checkAssistant(i + 1, assistants.get(i), problems);
        }
        checkTwilio(twilio, problems);
        if (access.admin() != null) {
            checkAdmin(access.admin(), problems);
        }
        if (access.publicUrl() != null && !isOrigin(access.publicUrl())) {
            problems.add(
                    "feedback.public-url must be like https://www.example.com, was " + Shown.value(access.publicUrl()));
        }
        checkReasons(reasons, problems);
    }

    private static void checkAssistant(int entry, String assistant, List<String> problems) {
        List<FieldProblem> found = new ArrayList<>();
        Target.check("feedback.assistants entry " + entry, assistant, 1, found);
        if (assistant.equals(FeedbackConfig.DEFAULT_ASSISTANT)) {
            found.add(new FieldProblem(
                    "feedback.assistants entry " + entry, "must not be the word that stands for the first one"));
        }
        found.forEach(
                problem -> problems.add(problem.field() + " " + problem.detail() + ", was " + Shown.value(assistant)));
    }

    private static void checkTwilio(Twilio twilio, List<String> problems) {
        URI url = twilio.baseUrl();
        if (!isSafe(url) || url.getQuery() != null) {
            problems.add("feedback.twilio.base-url must be an https URL (http only to a loopback address) without user"
                    + " and query, was " + Shown.value(url));
        }
        if ((twilio.apiKey() == null) != (twilio.apiSecret() == null)) {
            problems.add("feedback.twilio.api-key and feedback.twilio.api-secret must be given together");
        }
        if (twilio.authToken() != null && twilio.accountSid() == null) {
            problems.add("feedback.twilio.account-sid must be given with feedback.twilio.auth-token");
        }
    }

    static void checkWebhook(String prefix, @Nullable Webhook webhook, List<String> problems) {
        if (webhook == null) {
            return;
        }
        if (!isSafe(webhook.url()) || webhook.url().getFragment() != null) {
            problems.add(prefix + "url must be an https URL (http only to a loopback address) without user and"
                    + " fragment, was " + Shown.value(webhook.url()));
        }
        try {
            var unused = WebhookSecrets.parse(webhook.secret().value());
        } catch (IllegalArgumentException e) {
            problems.add(prefix + "secret " + WebhookSecrets.ALLOWED);
        }
    }

    static void checkAlert(FeedbackConfig.Alert alert, List<String> problems) {
        checkWebhook("feedback.alert.webhook-", alert.webhook(), problems);
        Double share = alert.positiveShare();
        if (share != null && !(share > 0 && share < 1)) {
            problems.add("feedback.alert.positive-share must be more than 0 and less than 1, was " + share);
        }
        if (share == null && (alert.webhook() != null || alert.quietHours() != null)) {
            problems.add("feedback.alert.positive-share must be given with the other settings of feedback.alert");
        }
    }

    static void checkStore(FeedbackConfig.Store store, List<String> problems) {
        FeedbackConfig.Postgres postgres = store.postgres();
        if (postgres == null) {
            return;
        }
        if (store.jndi() != null) {
            problems.add(TWO_STORES);
        }
        if (!postgres.url().startsWith(PostgresAddress.PREFIX)) {
            problems.add("feedback.store.url must begin with " + PostgresAddress.PREFIX + ", was "
                    + Shown.value(postgres.url()));
        }
        List<String> missing = PostgresStore.missing();
        if (!missing.isEmpty()) {
            problems.add("feedback.store.url is a PostgreSQL database, which needs " + String.join(" and ", missing)
                    + " on the class path: add " + (missing.size() == 1 ? "it" : "them"));
        }
    }

    private static void checkAdmin(FeedbackConfig.Credentials admin, List<String> problems) {
        if (admin.user().isEmpty() || admin.user().indexOf(':') >= 0) {
            problems.add("feedback.admin.user must not be empty and must not contain a colon");
        }
        if (admin.password().value().length() < MIN_PASSWORD_CHARS) {
            problems.add("feedback.admin.password must have at least " + MIN_PASSWORD_CHARS + " characters");
        }
    }

    private static void checkReasons(List<Reason> reasons, List<String> problems) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < reasons.size(); i++) {
            String id = reasons.get(i).id();
            String entry = "feedback.reasons entry " + (i + 1);
            if (!REASON_ID.matcher(id).matches()) {
                problems.add(
                        entry + " must have an id of a-z, 0-9 and -, at most 40 characters, was " + Shown.value(id));
            }
            if (!ids.add(id)) {
                problems.add(entry + " must have an id of its own, was again " + Shown.value(id));
            }
        }
        if (reasons.size() > MAX_REASONS) {
            problems.add("feedback.reasons must have at most " + MAX_REASONS + " entries, was " + reasons.size());
        }
    }

    static void within(String name, Duration value, Duration min, Duration max, List<String> problems) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            problems.add("feedback." + name + " must be from " + min + " to " + max + ", was " + value);
        }
    }

    static void within(String name, long value, long min, long max, List<String> problems) {
        if (value < min || value > max) {
            problems.add("feedback." + name + " must be from " + min + " to " + max + ", was " + value);
        }
    }

    private static boolean isOrigin(URI url) {
        String scheme = url.getScheme();
        return ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme))
                && url.getHost() != null
                && url.getUserInfo() == null
                && url.getQuery() == null
                && url.getFragment() == null;
    }

    /** Whether what is sent there can be read by nobody on the way. */
    private static boolean isSafe(URI url) {
        boolean https = "https".equalsIgnoreCase(url.getScheme())
                || "http".equalsIgnoreCase(url.getScheme()) && isLoopback(url.getHost());
        return https && url.getHost() != null && url.getRawUserInfo() == null;
    }

    /** By its spelling alone: a name is never looked up. */
    private static boolean isLoopback(@Nullable String host) {
        return host != null
                && (host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}"));
    }
}

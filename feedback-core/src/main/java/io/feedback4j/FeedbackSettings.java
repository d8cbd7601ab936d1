package io.feedback4j;

import io.feedback4j.FeedbackConfig.Access;
import io.feedback4j.FeedbackConfig.Alert;
import io.feedback4j.FeedbackConfig.Credentials;
import io.feedback4j.FeedbackConfig.DeliverySettings;
import io.feedback4j.FeedbackConfig.RateLimits;
import io.feedback4j.FeedbackConfig.Twilio;
import io.feedback4j.FeedbackConfig.Webhook;
import io.feedback4j.alert.QuietHours;
import io.feedback4j.masking.MaskKind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Settings as a host gives them, by name and as text, turned into a {@link FeedbackConfig} once. The only place where
 * settings are looked up.
 *
 * @param config how the service is to work
 * @param mount where the servlet filter is to be mounted, such as {@code /feedback-api}; {@code null} for nowhere
 * @param enabled whether anything is to be started at all
 */
public record FeedbackSettings(
        FeedbackConfig config, @Nullable String mount, boolean enabled) {
    private static final Set<String> KNOWN = Set.of(
            "feedback.assistants",
            "feedback.twilio.account-sid",
            "feedback.twilio.auth-token",
            "feedback.twilio.api-key",
            "feedback.twilio.api-secret",
            "feedback.twilio.base-url",
            "feedback.twilio.trailer",
            "feedback.webhook.url",
            "feedback.webhook.secret",
            "feedback.store.url",
            "feedback.store.user",
            "feedback.store.password",
            "feedback.store.jndi",
            "feedback.settle-window",
            "feedback.buffer.maximum-weight",
            "feedback.delivery.concurrency",
            "feedback.delivery.timeout",
            "feedback.delivery.grace",
            "feedback.delivery.uncertain",
            "feedback.import.schedule",
            "feedback.admin.user",
            "feedback.admin.password",
            "feedback.role.viewer",
            "feedback.role.reader",
            "feedback.role.operator",
            "feedback.public-url",
            "feedback.tls-terminated",
            "feedback.rate-limit.session",
            "feedback.rate-limit.address",
            "feedback.rate-limit.global",
            "feedback.reasons",
            "feedback.mask",
            "feedback.alert.positive-share",
            "feedback.alert.webhook-url",
            "feedback.alert.webhook-secret",
            "feedback.alert.quiet-hours",
            "feedback.retention",
            "feedback.mount",
            "feedback.enabled",
            "feedback.root");

    /** Promised, not there yet: accepting and ignoring them would be a lie. */
    private static final Set<String> NOT_BUILT = Set.of(
            "feedback.trusted-proxies", "feedback.allowed-origins", "feedback.token.secret", "feedback.token.required");

    /**
     * Reads all settings.
     *
     * @param sources where to look, first found wins
     * @param defaultFolder where the embedded store is when {@code feedback.store.url} does not say
     * @throws InvalidConfigException naming everything that is wrong at once
     */
    public static FeedbackSettings read(List<SettingSource> sources, Path defaultFolder) {
        List<String> problems = new ArrayList<>();
        SettingValues values = new SettingValues(sources, problems);
        checkNames(sources, problems);
        NOT_BUILT.stream().sorted().forEach(name -> {
            String where = values.whereGiven(name);
            if (where != null) {
                problems.add(name + " is not supported by this version yet (" + where + ")");
            }
        });
        String mount = mount(values);
        boolean enabled = values.flag("feedback.enabled", true);
        try {
            return new FeedbackSettings(config(values, defaultFolder, problems), mount, enabled);
        } catch (InvalidConfigException e) {
            if (enabled) {
                throw e;
            }
            // Off is off, whatever else is wrong.
            return new FeedbackSettings(FeedbackConfig.builder().build(), null, false);
        }
    }

    /**
     * Only where the servlet filter is to be mounted; {@code null} for nowhere, and when nothing is to be started. All
     * other settings may be wrong, {@code feedback.enabled} among them: the filter has to be there to say so.
     *
     * @throws InvalidConfigException when the path is none
     */
    public static @Nullable String mount(List<SettingSource> sources) {
        List<String> problems = new ArrayList<>();
        boolean enabled = new SettingValues(sources, new ArrayList<>()).flag("feedback.enabled", true);
        String mount = enabled ? mount(new SettingValues(sources, problems)) : null;
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return mount;
    }

    private static @Nullable String mount(SettingValues values) {
        return values.convert("feedback.mount", "must be a path such as /feedback-api", FeedbackSettings::mountPath)
                .orElse(null);
    }

    private static FeedbackConfig config(SettingValues values, Path defaultFolder, List<String> problems) {
        FeedbackConfig defaults = FeedbackConfig.builder().build();
        try {
            FeedbackConfig config = new FeedbackConfig(
                    assistants(values),
                    twilio(values, defaults.twilio()),
                    webhook(values, "feedback.webhook.", problems),
                    StoreSettings.read(values, defaultFolder, problems),
                    values.duration("feedback.settle-window", defaults.settleWindow()),
                    values.bytes("feedback.buffer.maximum-weight", defaults.bufferMaximumWeight()),
                    delivery(values, defaults.delivery()),
                    access(values, problems),
                    rateLimits(values, defaults.rateLimits()),
                    reasons(values, defaults.reasons()),
                    values.duration("feedback.retention", defaults.retention()),
                    importSchedule(values),
                    mask(values),
                    alert(values, problems));
            if (problems.isEmpty()) {
                return config;
            }
        } catch (InvalidConfigException e) {
            problems.addAll(e.problems());
        }
        throw new InvalidConfigException(problems);
    }

    private static List<String> assistants(SettingValues values) {
        String text = values.text("feedback.assistants");
        return text == null ? List.of() : split(text, ",");
    }

    private static Twilio twilio(SettingValues values, Twilio defaults) {
        return new Twilio(
                values.text("feedback.twilio.account-sid"),
                values.secret("feedback.twilio.auth-token"),
                values.text("feedback.twilio.api-key"),
                values.secret("feedback.twilio.api-secret"),
                values.convert("feedback.twilio.base-url", "must be an https URL", URI::create)
                        .orElse(defaults.baseUrl()),
                values.flag("feedback.twilio.trailer", defaults.trailer()));
    }

    private static Alert alert(SettingValues values, List<String> problems) {
        return new Alert(
                values.convert(
                                "feedback.alert.positive-share",
                                "must be a number such as 0.8",
                                FeedbackSettings::parseShare)
                        .orElse(null),
                webhook(values, "feedback.alert.webhook-", problems),
                values.convert(
                                "feedback.alert.quiet-hours",
                                "must be like 22:00-06:00 Europe/Berlin",
                                QuietHours::parse)
                        .orElse(null));
    }

    private static Double parseShare(String value) {
        // Neither NaN, nor the hexadecimal numbers that Java would take.
        if (!value.matches("[0-9]*\\.?[0-9]+")) {
            throw new IllegalArgumentException(value);
        }
        return Double.valueOf(value);
    }

    private static @Nullable Webhook webhook(SettingValues values, String prefix, List<String> problems) {
        URI url = values.convert(prefix + "url", "must be an https URL", URI::create)
                .orElse(null);
        Secret secret = values.secret(prefix + "secret");
        if ((values.text(prefix + "url") == null) != (secret == null)) {
            problems.add(prefix + "url and " + prefix + "secret must be given together");
        }
        return url == null || secret == null ? null : new Webhook(url, secret);
    }

    private static DeliverySettings delivery(SettingValues values, DeliverySettings defaults) {
        return new DeliverySettings(
                values.number("feedback.delivery.concurrency", defaults.concurrency()),
                values.duration("feedback.delivery.timeout", defaults.timeout()),
                values.duration("feedback.delivery.grace", defaults.grace()),
                values.convert(
                                "feedback.delivery.uncertain",
                                "must be reconcile, resend or park",
                                value -> UncertainPolicy.valueOf(value.toUpperCase(Locale.ROOT)))
                        .orElse(defaults.uncertain()));
    }

    private static @Nullable Duration importSchedule(SettingValues values) {
        String setting = "feedback.import.schedule";
        return values.text(setting) == null ? null : values.duration(setting, Duration.ofDays(1));
    }

    private static Set<MaskKind> mask(SettingValues values) {
        return values.convert(
                        "feedback.mask",
                        "must be email, phone or card, or several of them with commas between",
                        FeedbackSettings::parseMask)
                .orElse(Set.of());
    }

    private static Set<MaskKind> parseMask(String value) {
        List<MaskKind> kinds = split(value, ",").stream().map(MaskKind::of).toList();
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException(value);
        }
        return EnumSet.copyOf(kinds);
    }

    private static Access access(SettingValues values, List<String> problems) {
        String user = values.text("feedback.admin.user");
        Secret password = values.secret("feedback.admin.password");
        if ((user == null) != (password == null)) {
            problems.add("feedback.admin.user and feedback.admin.password must be given together");
        }
        return new Access(
                user == null || password == null ? null : new Credentials(user, password),
                values.text("feedback.role.viewer"),
                values.text("feedback.role.reader"),
                values.text("feedback.role.operator"),
                values.flag("feedback.tls-terminated", false),
                values.convert("feedback.public-url", "must be like https://www.example.com", URI::create)
                        .orElse(null));
    }

    private static RateLimits rateLimits(SettingValues values, RateLimits defaults) {
        return new RateLimits(
                rateLimit(values, "session", defaults.session()),
                rateLimit(values, "address", defaults.address()),
                rateLimit(values, "global", defaults.global()));
    }

    private static @Nullable RateLimit rateLimit(SettingValues values, String name, @Nullable RateLimit otherwise) {
        String setting = "feedback.rate-limit." + name;
        if ("off".equals(values.text(setting))) {
            return null;
        }
        return values.convert(setting, "must be like 60/PT1M, or off", FeedbackSettings::parseRateLimit)
                .orElse(otherwise);
    }

    private static RateLimit parseRateLimit(String value) {
        int slash = value.indexOf('/');
        int permits = Integer.parseInt(value.substring(0, Math.max(slash, 0)));
        return new RateLimit(permits, Duration.parse(value.substring(slash + 1)));
    }

    private static List<Reason> reasons(SettingValues values, List<Reason> otherwise) {
        return values.convert(
                        "feedback.reasons",
                        "must be like wrong=Wrong or made up; other=Something else",
                        FeedbackSettings::parseReasons)
                .orElse(otherwise);
    }

    private static List<Reason> parseReasons(String value) {
        List<Reason> reasons = new ArrayList<>();
        for (String entry : split(value, ";")) {
            int equals = entry.indexOf('=');
            if (equals < 1 || equals == entry.length() - 1) {
                throw new IllegalArgumentException(entry);
            }
            String label = entry.substring(equals + 1).strip();
            reasons.add(new Reason(entry.substring(0, equals).strip(), Map.of("", label)));
        }
        return reasons;
    }

    private static String mountPath(String path) {
        if (!path.matches("(/[A-Za-z0-9._~-]+)+")) {
            throw new IllegalArgumentException(path);
        }
        return path;
    }

    private static List<String> split(String text, String separator) {
        return Arrays.stream(text.split(separator))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static void checkNames(List<SettingSource> sources, List<String> problems) {
        for (SettingSource source : sources) {
            if (!source.isEnvironment()) {
                unknown(source).forEach(name -> problems.add(name + " is not a setting (" + source + ")"));
            }
        }
    }

    /**
     * The names in the environment that look like settings and are none: spelling mistakes, or somebody else's. They
     * are no reason to refuse anything, and worth a warning.
     *
     * @return sorted, each once
     */
    public static Set<String> unknownInEnvironment(List<SettingSource> sources) {
        Set<String> names = new TreeSet<>();
        sources.stream().filter(SettingSource::isEnvironment).forEach(source -> names.addAll(unknown(source)));
        return names;
    }

    private static Set<String> unknown(SettingSource source) {
        String prefix = source.spelling("feedback.");
        Set<String> names = new TreeSet<>(source.names());
        names.removeIf(name -> !name.startsWith(prefix));
        KNOWN.forEach(setting -> names.remove(source.spelling(setting)));
        NOT_BUILT.forEach(setting -> names.remove(source.spelling(setting)));
        return names;
    }
}

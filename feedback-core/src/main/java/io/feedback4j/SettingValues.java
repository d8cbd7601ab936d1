package io.feedback4j;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks settings up and converts them; collects what is wrong instead of stopping at the first. Not thread-safe. */
final class SettingValues {
    /** What a setting is also called in the environment. */
    private static final Map<String, String> ALIASES = Map.of(
            "feedback.assistants", "ASSISTANT_SID",
            "feedback.twilio.account-sid", "TWILIO_ACCOUNT_SID",
            "feedback.twilio.auth-token", "TWILIO_AUTH_TOKEN",
            "feedback.twilio.api-key", "TWILIO_API_KEY",
            "feedback.twilio.api-secret", "TWILIO_API_SECRET");

    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB");

    private final List<SettingSource> sources;
    private final List<String> problems;

    SettingValues(List<SettingSource> sources, List<String> problems) {
        this.sources = sources;
        this.problems = problems;
    }

    /** The first value found; {@code null} when there is none. */
    @Nullable
    String text(String setting) {
        Found found = find(setting);
        return found == null ? null : found.value();
    }

    @Nullable
    Secret secret(String setting) {
        String value = text(setting);
        return value == null ? null : new Secret(value);
    }

    boolean flag(String setting, boolean otherwise) {
        return convert(setting, "must be true or false", value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException(value);
                })
                .orElse(otherwise);
    }

    int number(String setting, int otherwise) {
        return convert(setting, "must be a whole number", Integer::valueOf).orElse(otherwise);
    }

    /** Bytes: a number, or one with KiB, MiB or GiB behind it. */
    long bytes(String setting, long otherwise) {
        return convert(setting, "must be a number of bytes such as 67108864 or 64MiB", SettingValues::parseBytes)
                .orElse(otherwise);
    }

    private static long parseBytes(String value) {
        for (int i = 0; i < UNITS.size(); i++) {
            if (value.endsWith(UNITS.get(i))) {
                String digits = value.substring(0, value.length() - UNITS.get(i).length());
                return Math.multiplyExact(Long.parseLong(digits.strip()), 1L << 10 * (i + 1));
            }
        }
        return Long.parseLong(value);
    }

    Duration duration(String setting, Duration otherwise) {
        return convert(setting, "must be a duration such as PT30S or P400D", Duration::parse)
                .orElse(otherwise);
    }

    /**
     * Converts a value; empty when the setting is not there, and when it is wrong.
     *
     * @param allowed completes the sentence that begins with the setting's name
     * @param conversion throws when the value is not allowed
     */
    <T> Optional<T> convert(String setting, String allowed, Function<String, T> conversion) {
        Found found = find(setting);
        if (found == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(conversion.apply(found.value()));
        } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
            problems.add(setting + " " + allowed + ", was " + Shown.value(found.value()) + " (" + found.where() + ")");
            return Optional.empty();
        }
    }

    /** Where a setting is given; {@code null} when it is not. */
    @Nullable
    String whereGiven(String setting) {
        Found found = find(setting);
        return found == null ? null : found.where();
    }

    private @Nullable Found find(String setting) {
        for (SettingSource source : sources) {
            String spelling = source.spelling(setting);
            String value = source.value(spelling);
            if (value == null && source.isEnvironment() && ALIASES.containsKey(setting)) {
                spelling = ALIASES.get(setting);
                value = source.value(spelling);
            }
            if (value != null) {
                return new Found(value, source + " " + spelling);
            }
        }
        return null;
    }

    private record Found(String value, String where) {}
}

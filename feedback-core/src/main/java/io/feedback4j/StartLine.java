package io.feedback4j;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one line that says at start what this service does with feedback, and what is missing. */
final class StartLine {
    private StartLine() {}

    /**
     * Without anything secret.
     *
     * @param outlets where votes go
     * @param place where votes are kept
     * @param storeProblem why votes cannot be kept; {@code null} when they can
     */
    static String of(FeedbackConfig config, List<Outlet> outlets, String place, @Nullable String storeProblem) {
        List<String> missing = new ArrayList<>();
        String line = "feedback4j " + version() + ": "
                + (storeProblem == null ? "keeps votes in " + place : "refuses votes until it can use " + place)
                + "; " + forwarding(config, outlets) + "; " + reading(config, missing)
                + "; whoever knows a session id can vote for that session";
        return missing.isEmpty() ? line : line + ". Missing: " + String.join(", ", missing);
    }

    private static String forwarding(FeedbackConfig config, List<Outlet> outlets) {
        List<String> parts = new ArrayList<>();
        String addresses = outlets.stream()
                .filter(outlet -> !outlet.isAbsent())
                .map(Outlet::address)
                .collect(joining(" and to "));
        parts.add(
                addresses.isEmpty()
                        ? "forwards none"
                        : "forwards them to " + addresses + " for " + String.join(", ", config.assistantsOrDefault())
                                + ", " + words(config.settleWindow()) + " after the last change");
        for (Outlet outlet : outlets) {
            if (outlet.isAbsent()) {
                parts.add((addresses.isEmpty() ? "votes wait: set " : "votes wait for " + outlet.name() + ": set ")
                        + String.join(" and ", outlet.missing()));
            }
        }
        return String.join(", ", parts);
    }

    private static String words(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
        return seconds.toPlainString() + " s";
    }

    private static String reading(FeedbackConfig config, List<String> missing) {
        List<String> readers = new ArrayList<>();
        FeedbackConfig.Access access = config.access();
        if (access.admin() != null) {
            readers.add("\"" + access.admin().user() + "\" by HTTP Basic");
        }
        addRole(access.readerRole(), "", readers);
        addRole(access.operatorRole(), "", readers);
        if (config.twilio().credentials() != null) {
            readers.add("the Twilio pair (list and record)");
        }
        if (readers.isEmpty()) {
            missing.add("feedback.admin.user and .password, or feedback.role.reader");
        }
        addRole(access.viewerRole(), " (numbers only)", readers);
        return readers.isEmpty() ? "read by nobody" : "read by " + String.join(", ", readers);
    }

    private static void addRole(@Nullable String role, String what, List<String> readers) {
        if (role != null) {
            readers.add("role \"" + role + "\"" + what);
        }
    }

    /** The jar's version; a class folder has none. */
    static String version() {
        String version = StartLine.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }
}

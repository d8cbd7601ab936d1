package io.feedback4j;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one line that says at start what this service does with feedback, and what is missing. */
final class StartLine {
    private StartLine() {}

    static String of(FeedbackConfig config) {
        List<String> missing = new ArrayList<>();
        String line = "feedback4j " + version() + ": keeps votes in "
                + config.store().file().toAbsolutePath().normalize() + "; " + forwarding(config, missing) + "; "
                + reading(config, missing) + "; whoever knows a session id can vote for that session";
        return missing.isEmpty() ? line : line + ". Missing: " + String.join(", ", missing);
    }

    private static String forwarding(FeedbackConfig config, List<String> missing) {
        if (config.assistants().isEmpty()) {
            missing.add("feedback.assistants (votes for \"default\" are kept and wait)");
        }
        if (config.twilio().credentials() == null) {
            missing.add("feedback.twilio credentials");
            return "forwards none, votes wait";
        }
        return "forwards them to " + config.twilio().baseUrl() + " for " + config.assistants() + ", "
                + config.settleWindow() + " after the last change";
    }

    private static String reading(FeedbackConfig config, List<String> missing) {
        List<String> readers = new ArrayList<>();
        FeedbackConfig.Access access = config.access();
        if (access.admin() != null) {
            readers.add("\"" + access.admin().user() + "\" by HTTP Basic");
        }
        addRole(access.readerRole(), readers);
        addRole(access.operatorRole(), readers);
        if (config.twilio().credentials() != null) {
            readers.add("the Twilio pair (list and record)");
        }
        if (readers.isEmpty()) {
            missing.add("feedback.admin.user and .password, or feedback.role.reader");
        }
        return readers.isEmpty() ? "read by nobody" : "read by " + String.join(", ", readers);
    }

    private static void addRole(@Nullable String role, List<String> readers) {
        if (role != null) {
            readers.add("role \"" + role + "\"");
        }
    }

    /** The jar's version; a class folder has none. */
    static String version() {
        String version = StartLine.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }
}

package io.feedback4j.demo;

import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackConfig.Credentials;
import io.feedback4j.FeedbackService;
import io.feedback4j.Health;
import io.feedback4j.demo.sandbox.Behaviour;
import io.feedback4j.demo.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is printed at start: where to look, where votes are kept and go, who the admin is, and, with the sandbox, the two
 * calls of Twilio's guide and one that makes it misbehave, ready to paste.
 *
 * @param demo what is started
 */
record Welcome(Demo demo) implements UnaryOperator<String> {
    private static final String PASSWORD = "feedback.admin.password";

    /** @param address where the application is, such as {@code http://127.0.0.1:8080}, without a slash at the end */
    @Override
    public String apply(String address) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("feedback4j demo: " + address + "/");
        lines.add("");
        demo.service().ifPresentOrElse(service -> addService(service, address, lines), () -> lines.add(whyNot()));
        lines.add("");
        return String.join(System.lineSeparator(), lines);
    }

    private String whyNot() {
        return demo.switchedOff()
                ? "  feedback4j is switched off (feedback.enabled is false): there is nothing to see."
                : "  feedback4j did not start, and takes no votes; the log says why.";
    }

    private void addService(FeedbackService service, String address, List<String> lines) {
        FeedbackConfig config = service.config();
        lines.add("  Votes are kept in  " + service.place());
        lines.add("  and " + destination(service));
        addAdmin(config, lines);
        Health health = service.health();
        if (Demo.isForwarding(service) || !health.up()) {
            health.problems().forEach(problem -> lines.add("  Not well           " + problem));
        }
        demo.sandbox().ifPresent(sandbox -> {
            addGuide(sandbox, address, lines);
            addMischief(config.access().admin(), lines);
        });
    }

    private String destination(FeedbackService service) {
        FeedbackConfig config = service.config();
        if (config.twilio().credentials() == null) {
            return "wait there, because no Twilio credentials are set";
        } else if (config.assistants().isEmpty()) {
            return "wait there, because no assistant is set (FEEDBACK_ASSISTANTS)";
        }
        String window = config.settleWindow().toSeconds() + " s after their last change";
        return "forwarded to   " + config.twilio().baseUrl()
                + (demo.sandbox().isPresent() ? " (the demo's own sandbox: no Twilio credentials are set)" : "") + ", "
                + window + (demo.settings().containsKey("feedback.settle-window") ? " (" + usualWindow() + ")" : "");
    }

    private static String usualWindow() {
        return "the library waits "
                + FeedbackConfig.builder().build().settleWindow().toSeconds() + " s unless told otherwise";
    }

    private void addAdmin(FeedbackConfig config, List<String> lines) {
        String password = demo.settings().get(PASSWORD);
        Credentials admin = config.access().admin();
        if (password != null && admin != null) {
            lines.add("  Admin              user " + admin.user() + ", password " + password
                    + " (made up for this run; FEEDBACK_ADMIN_USER and FEEDBACK_ADMIN_PASSWORD set them)");
        }
    }

    /** A password that was not made up here is not printed: curl asks for it. */
    private void addMischief(@Nullable Credentials admin, List<String> lines) {
        if (admin == null) {
            return;
        }
        String password = demo.settings().get(PASSWORD);
        String kinds =
                Arrays.stream(Behaviour.Kind.values()).map(Behaviour.Kind::word).collect(Collectors.joining(", "));
        lines.add("");
        lines.add("To try to lose a vote, make the sandbox misbehave on the page, or like this (" + kinds + "):");
        lines.add("");
        lines.add("  curl -u '" + admin.user() + (password == null ? "" : ":" + password)
                + "' -H 'Content-Type:application/json' -d '{\"kind\":\"cut\", \"requests\":3}'"
                + " $HOST/api/sandbox/behaviour");
    }

    private static void addGuide(Sandbox sandbox, String address, List<String> lines) {
        String feedbacks = "$HOST/api/v1/Assistants/$ASSISTANT_SID/Feedbacks";
        String pair = "-u $TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN";
        lines.add("");
        lines.add("Twilio's guide works here as it stands, but for the host. To try it, paste:");
        lines.add("");
        lines.add("  HOST=" + address);
        lines.add("  TWILIO_ACCOUNT_SID=" + sandbox.account().sid());
        lines.add("  TWILIO_AUTH_TOKEN=" + sandbox.account().authToken());
        lines.add("  ASSISTANT_SID=" + sandbox.account().assistants().get(0));
        lines.add("  curl -X POST -H 'Content-Type:application/json' " + feedbacks
                + " -d '{\"session_id\":\"demo\", \"score\": 1, \"text\": \"problem resolved\" }' " + pair);
        lines.add("  curl -X GET -H 'Content-Type:application/json' " + feedbacks + " " + pair);
    }
}

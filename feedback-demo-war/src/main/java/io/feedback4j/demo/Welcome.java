package io.feedback4j.demo;

import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackService;
import io.feedback4j.demo.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What is printed at start: where to look, where votes are kept and go, who the admin is, and the two calls of Twilio's
 * guide, ready to paste.
 *
 * @param demo what is started
 */
record Welcome(Demo demo) implements UnaryOperator<String> {

    /** @param address where the application is, such as {@code http://127.0.0.1:8080}, without a slash at the end */
    @Override
    public String apply(String address) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("feedback4j demo: " + address + "/");
        lines.add("");
        demo.service()
                .ifPresentOrElse(
                        service -> addWays(service, lines),
                        () -> lines.add("  feedback4j did not start; the log says why."));
        addAdmin(lines);
        demo.sandbox().ifPresent(sandbox -> addGuide(sandbox, address, lines));
        lines.add("");
        return String.join(System.lineSeparator(), lines);
    }

    private void addWays(FeedbackService service, List<String> lines) {
        FeedbackConfig config = service.config();
        lines.add(
                "  Votes are kept in  " + config.store().file().toAbsolutePath().normalize());
        lines.add("  and forwarded to   " + config.twilio().baseUrl()
                + (demo.sandbox().isPresent() ? " (the demo's own sandbox: no Twilio credentials are set)" : "")
                + ", " + config.settleWindow().toSeconds() + " s after their last change");
    }

    private void addAdmin(List<String> lines) {
        String password = demo.settings().get("feedback.admin.password");
        if (password != null) {
            lines.add("  Admin              user " + demo.settings().get("feedback.admin.user") + ", password "
                    + password + " (made up for this run; FEEDBACK_ADMIN_USER and FEEDBACK_ADMIN_PASSWORD set them)");
        }
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

package io.feedback4j.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every path that is served, and by which methods. The contract in {@code openapi.json} names the same, which a test holds. */
enum Route {
    FEEDBACKS("v1/Assistants/{assistantId}/Feedbacks", "GET", "POST"),
    FEEDBACK("v1/Assistants/{assistantId}/Feedbacks/{id}", "GET", "DELETE"),
    CONTEXT("v1/Assistants/{assistantId}/Feedbacks/{id}/context", "GET"),
    VOTES("feedback/votes", "POST"),
    IMPRESSIONS("feedback/impressions", "POST"),
    FORM("feedback/form", "POST"),
    FORM_PAGE("feedback/form/{token}", "GET"),
    FORM_STYLE("feedback/form.css", "GET"),
    REASONS("feedback/reasons", "GET"),
    EXPORT_CSV("feedback/export.csv", "GET"),
    EXPORT_NDJSON("feedback/export.ndjson", "GET"),
    ERASE("feedback/erase", "POST"),
    IMPORT("feedback/import", "GET", "POST"),
    HEALTH("feedback/health", "GET"),
    REJECTED("feedback/rejected", "GET"),
    RESEND_MANY("feedback/rejected/resend", "POST"),
    DISCARD_MANY("feedback/rejected/discard", "POST"),
    RESEND("feedback/rejected/{id}/resend", "POST"),
    DISCARD("feedback/rejected/{id}/discard", "POST"),
    AUDIT("feedback/audit", "GET"),
    ALERTS("feedback/insights/alerts", "GET"),
    ALERT_PREVIEW("feedback/insights/alerts/preview", "GET"),
    MASK_PREVIEW("feedback/mask/preview", "POST"),
    INSIGHTS_SUMMARY("feedback/insights/summary", "GET"),
    INSIGHTS_TREND("feedback/insights/trend", "GET"),
    INSIGHTS_REASONS("feedback/insights/reasons", "GET"),
    INSIGHTS_REASON_TREND("feedback/insights/reasons/trend", "GET"),
    INSIGHTS_MESSAGES("feedback/insights/messages", "GET"),
    INSIGHTS_SESSIONS("feedback/insights/sessions", "GET"),
    INSIGHTS_ASSISTANTS("feedback/insights/assistants", "GET"),
    INSIGHTS_VOTES("feedback/insights/votes", "GET"),
    BURSTS("feedback/insights/bursts", "GET"),
    INCLUDE_BURST("feedback/insights/bursts/{id}/include", "POST"),
    EXCLUDE_BURST("feedback/insights/bursts/{id}/exclude", "POST"),
    MARKERS("feedback/markers", "GET", "POST"),
    MARKER("feedback/markers/{id}", "DELETE"),
    EVENTS("feedback/events", "GET"),
    THUMBS("feedback/thumbs.js", "GET"),
    TYPES("feedback/thumbs.d.ts", "GET"),
    ASSET("feedback/assets/{release}/{file}", "GET"),
    DASHBOARD("feedback/dashboard/", "GET"),
    DASHBOARD_WITHOUT_SLASH("feedback/dashboard", "GET"),
    DASHBOARD_SETTINGS("feedback/dashboard/settings", "GET"),
    DASHBOARD_FILE("feedback/dashboard/{release}/{file}", "GET"),
    OPENAPI("feedback/openapi.json", "GET");

    private static final Set<Route> FOR_BROWSERS = EnumSet.of(
            THUMBS,
            EVENTS,
            TYPES,
            ASSET,
            FORM,
            FORM_PAGE,
            FORM_STYLE,
            EXPORT_CSV,
            EXPORT_NDJSON,
            DASHBOARD,
            DASHBOARD_WITHOUT_SLASH,
            DASHBOARD_FILE);

    private final String template;
    private final List<String> parts;
    private final List<String> methods;

    Route(String template, String... methods) {
        this.template = template;
        this.parts = List.of(template.split("/", -1));
        this.methods = List.of(methods);
    }

    /** As in the contract, without a leading slash. */
    String template() {
        return template;
    }

    /** The methods that are served, without HEAD and OPTIONS. */
    List<String> methods() {
        return methods;
    }

    /** Whether the answer is JSON, so that a caller who does not take JSON is told so. */
    boolean isJson() {
        return !FOR_BROWSERS.contains(this);
    }

    /** What the {@code Allow} header says. */
    String allow() {
        List<String> all = new ArrayList<>(methods);
        if (methods.contains("GET")) {
            all.add(all.indexOf("GET") + 1, "HEAD");
        }
        all.add("OPTIONS");
        return String.join(", ", all);
    }

    /** The values of the variables in order, or {@code null} when the path is another one. */
    @Nullable
    List<String> match(List<String> segments) {
        if (segments.size() != parts.size()) {
            return null;
        }
        List<String> variables = new ArrayList<>(2);
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.startsWith("{")) {
                variables.add(segments.get(i));
            } else if (!part.equals(segments.get(i))) {
                return null;
            }
        }
        return variables;
    }

    /** The templates below which every path is ours, whether something is served there or not. */
    static List<String> roots() {
        return Arrays.stream(values()).map(Route::root).distinct().toList();
    }

    private String root() {
        int segments = parts.get(0).equals("feedback") ? 2 : 4;
        return String.join("/", parts.subList(0, segments));
    }

    /** The names directly below {@code feedback/} that are ours; all other names there are the host's. */
    static Set<String> names() {
        return Names.BELOW_FEEDBACK;
    }

    private static final class Names {
        static final Set<String> BELOW_FEEDBACK = Set.of(
                "votes",
                "impressions",
                "erase",
                "export.csv",
                "export.ndjson",
                "form",
                "form.css",
                "reasons",
                "import",
                "health",
                "rejected",
                "audit",
                "mask",
                "insights",
                "markers",
                "events",
                "thumbs.js",
                "thumbs.d.ts",
                "assets",
                "dashboard",
                "openapi.json");
    }
}

package io.feedback4j.web;

import io.feedback4j.FeedbackConfig;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The dashboard: a page for whoever may see numbers, the files behind it, and what the page has to know before it asks
 * for anything else. Its data comes from the other endpoints, each of which guards itself.
 *
 * <p>The page names its files relatively, with and without a slash at the end of its own address, so that it needs
 * neither a redirect nor the path that a proxy may have taken away. Thread-safe.
 */
final class DashboardEndpoint {
    /** The path segment of the page, which its files are below. */
    private static final String SEGMENT = "dashboard";

    private static final String PAGE = "page.html";
    private static final String REFUSAL = "refusal.html";
    private static final String CHART = "uplot.js";
    private static final String CHART_AS_RELEASED = "uPlot.iife.min.js";
    private static final String POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none';"
            + " frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
    private static final String ASK_AGAIN = "private, no-cache";

    private final FeedbackConfig config;
    private final Access access;
    private final Assets assets;
    private final Asset page;
    private final Asset pageWithoutSlash;

    DashboardEndpoint(FeedbackConfig config, Access access) {
        this.config = config;
        this.access = access;
        this.assets = Assets.load(SEGMENT, DashboardEndpoint::served);
        this.page = page(assets.release() + "/");
        this.pageWithoutSlash = page(SEGMENT + "/" + assets.release() + "/");
    }

    /** The chart library is a script for any page; here it goes out as a module, otherwise as it was released. */
    private static String served(String name, UnaryOperator<String> sources) {
        return name.equals(CHART) ? sources.apply(CHART_AS_RELEASED) + "\nexport default uPlot\n" : sources.apply(name);
    }

    private static Asset page(String base) {
        return html(Resources.text(SEGMENT + "/" + PAGE).replace("@base@", base));
    }

    private static Asset html(String text) {
        return Asset.of("text/html;charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** The page, at its address with a slash at the end. */
    Answer page(Call call) {
        return page(call, page, assets.release() + "/");
    }

    /** The same page for who left the slash out. */
    Answer pageWithoutSlash(Call call) {
        return page(call, pageWithoutSlash, SEGMENT + "/" + assets.release() + "/");
    }

    private Answer page(Call call, Asset shown, String base) {
        try {
            String unused = access.require(call.request(), Right.VIEWER);
        } catch (ProblemException e) {
            return refusal(e.problem(), base);
        }
        Answer answer = shown.answer(call.request(), ASK_AGAIN);
        return guarded(answer.status(), answer.headers(), answer.body());
    }

    /** Says in words what is missing, because it is a person who sees this. */
    private static Answer refusal(Problem problem, String base) {
        String text = Resources.text(SEGMENT + "/" + REFUSAL)
                .replace("@base@", base)
                .replace("@title@", escaped(problem.kind().title()))
                .replace("@detail@", escaped(problem.detail()));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/html;charset=UTF-8");
        headers.put("Cache-Control", "no-store");
        headers.putAll(problem.headers());
        return guarded(problem.kind().status(), headers, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer guarded(int status, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Security-Policy", POLICY);
        all.put("Referrer-Policy", "no-referrer");
        all.put("X-Frame-Options", "SAMEORIGIN");
        return Answers.publicly(status, all, body);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    /** A file of the page; the same for everybody, so that it may be kept for ever. */
    Answer file(Call call) {
        return assets.file(call);
    }

    /** What the page has to know first: whose assistants, what its reader may do, and what is served. */
    Answer settings(Call call) {
        Request request = call.request();
        String unused = access.require(request, Right.VIEWER);
        return Answers.privately(200, Json.object(json -> {
            Json.strings(json, "assistants", config.assistants());
            json.writeStringField("default_assistant", config.defaultAssistant());
            Json.strings(
                    json,
                    "rights",
                    Arrays.stream(Right.values())
                            .filter(right -> access.allows(request, right))
                            .map(right -> right.name().toLowerCase(Locale.ROOT))
                            .toList());
            json.writeBooleanField("basic", BasicPair.in(request) != null);
            json.writeStringField("retention", config.retention().toString());
            Json.strings(
                    json,
                    "paths",
                    Arrays.stream(Route.values()).map(Route::template).toList());
        }));
    }
}

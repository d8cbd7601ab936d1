package io.feedback4j.web;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of our own. They begin with the configured public URL or else with the path of the root.
 *
 * @param base without a slash at the end
 */
record Links(String base) {
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

    static Links of(@Nullable URI publicUrl, Request request) {
        String origin = publicUrl == null ? "" : publicUrl.toString();
        while (origin.endsWith("/")) {
            origin = origin.substring(0, origin.length() - 1);
        }
        return new Links(origin + request.rootPath());
    }

    /**
     * The same, each with scheme and host, for clients that follow an address as it stands (Twilio's do). Where no public
     * URL is configured the host is what the request calls it, which is good enough for somebody who is given nothing
     * but an address to ask again under the same name, and is never good enough for a redirect.
     *
     * @param tlsTerminated whether a proxy in front speaks TLS
     */
    Links absolute(Request request, boolean tlsTerminated) {
        List<String> hosts = request.headers("Host");
        if (!base.isEmpty() && !base.startsWith("/")
                || hosts.size() != 1
                || !HOST.matcher(hosts.get(0)).matches()) {
            return this;
        }
        return new Links((tlsTerminated ? "https" : request.scheme()) + "://" + hosts.get(0) + base);
    }

    String feedbacks(String assistantId) {
        return base + "/v1/Assistants/" + Percent.encode(assistantId) + "/Feedbacks";
    }

    /** Where the contract explains a kind of problem. */
    String explanation(ProblemKind kind) {
        return base + "/feedback/openapi.json#/components/x-problem-codes/" + kind.code();
    }
}

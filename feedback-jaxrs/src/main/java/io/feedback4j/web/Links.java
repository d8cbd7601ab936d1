package io.feedback4j.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of our own. They begin with the configured public URL or else with the path of the root; what a request says
 * about its host is never believed.
 *
 * @param base without a slash at the end
 */
record Links(String base) {

    static Links of(@Nullable URI publicUrl, Request request) {
        String origin = publicUrl == null ? "" : publicUrl.toString();
        while (origin.endsWith("/")) {
            origin = origin.substring(0, origin.length() - 1);
        }
        return new Links(origin + request.rootPath());
    }

    String feedbacks(String assistantId) {
        return base + "/v1/Assistants/" + Percent.encode(assistantId) + "/Feedbacks";
    }

    String feedback(String assistantId, String id) {
        return feedbacks(assistantId) + "/" + Percent.encode(id);
    }

    /** Where the contract explains a kind of problem. */
    String explanation(ProblemKind kind) {
        return base + "/feedback/openapi.json#/components/x-problem-codes/" + kind.code();
    }
}

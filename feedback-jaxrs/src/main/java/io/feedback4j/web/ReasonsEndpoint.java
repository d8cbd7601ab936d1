package io.feedback4j.web;

import io.feedback4j.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The catalogue of reasons, with labels in the best language there is. */
final class ReasonsEndpoint {
    private static final String OTHERWISE = "en";
    private static final String A_MINUTE = "public, max-age=60";

    private final List<Reason> reasons;
    private final Set<String> languages;

    ReasonsEndpoint(List<Reason> reasons) {
        this.reasons = reasons;
        this.languages = reasons.stream()
                .flatMap(reason -> reason.labels().keySet().stream())
                .filter(language -> !language.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    Answer answer(Call call) {
        String wanted = new QueryString(call.request().query()).last("lang");
        List<String> candidates = wanted == null || wanted.isEmpty()
                ? Negotiation.languages(call.request())
                : List.of(wanted.toLowerCase(Locale.ROOT));
        byte[] body = body(language(candidates));
        String etag = Etag.of(body);
        Map<String, String> headers = Map.of(
                "Content-Type", Answers.JSON, "Cache-Control", A_MINUTE, "ETag", etag, "Vary", "Accept-Language");
        return Etag.isKnown(call.request(), etag)
                ? Answers.publicly(304, headers, new byte[0])
                : Answers.publicly(200, headers, body);
    }

    private String language(List<String> candidates) {
        for (String candidate : candidates) {
            String known = known(candidate);
            if (known != null) {
                return known;
            }
        }
        return OTHERWISE;
    }

    /** The language itself, or the one it is a kind of: {@code de} for {@code de-AT}. */
    private @Nullable String known(String candidate) {
        String language = candidate;
        while (!languages.contains(language)) {
            int end = language.lastIndexOf('-');
            if (end < 0) {
                return null;
            }
            language = language.substring(0, end);
        }
        return language;
    }

    private byte[] body(String language) {
        return Json.object(json -> {
            json.writeStringField("lang", language);
            json.writeArrayFieldStart("reasons");
            for (Reason reason : reasons) {
                json.writeStartObject();
                json.writeStringField("id", reason.id());
                json.writeStringField("label", reason.label(language));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}

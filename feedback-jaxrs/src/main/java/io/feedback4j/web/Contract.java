package io.feedback4j.web;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/** This service's contract, OpenAPI 3.1, with the address of the root filled in. */
final class Contract {
    private static final String FILE = "openapi.json";
    private static final String ROOT = "@root@";
    private static final String ASK_AGAIN = "public, no-cache";

    private final String text = Resources.text(FILE);

    Answer answer(Call call) {
        String root = call.links().base().isEmpty() ? "/" : call.links().base();
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(root));
        byte[] body = text.replace(ROOT, quoted).getBytes(StandardCharsets.UTF_8);
        return Asset.of(Answers.JSON, body).answer(call.request(), ASK_AGAIN);
    }
}

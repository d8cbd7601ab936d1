package io.feedback4j.web;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** This service's contract, OpenAPI 3.1, with the address of the root filled in. */
final class Contract {
    private static final String FILE = "openapi.json";
    private static final String ROOT = "@root@";
    private static final String ASK_AGAIN = "public, no-cache";

    private final String text = Resources.text(FILE);
    /** A host mounts us at one root, seldom at several. */
    private volatile @Nullable Filled last;

    private record Filled(String root, Asset asset) {}

    Answer answer(Call call) {
        String base = call.links().base();
        return filled(base.isEmpty() ? "/" : base).asset().answer(call.request(), ASK_AGAIN);
    }

    private Filled filled(String root) {
        Filled present = last;
        if (present == null || !present.root().equals(root)) {
            String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(root));
            byte[] body = text.replace(ROOT, quoted).getBytes(StandardCharsets.UTF_8);
            present = new Filled(root, Asset.of(Answers.JSON, body));
            last = present;
        }
        return present;
    }
}

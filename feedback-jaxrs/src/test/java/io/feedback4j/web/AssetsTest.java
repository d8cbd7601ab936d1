package io.feedback4j.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetsTest {
    private final Assets assets = Assets.load("testassets", (name, sources) -> sources.apply(name));

    @Test
    void leadsFromTheFileThatAPageNamesToTheReleaseBehindIt() {
        Answer entry = assets.entry(call(TestRequest.get("feedback/thumbs.js")));

        assertThat(entry.status()).isEqualTo(200);
        assertThat(new String(entry.body(), UTF_8))
                .isEqualTo("export * from './assets/" + assets.release() + "/thumbs.js'\n");
        assertThat(entry.headers())
                .containsEntry("Content-Type", "text/javascript;charset=UTF-8")
                .containsEntry("Cache-Control", "public, no-cache")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsKey("ETag");
    }

    @Test
    void servesEachListedFileForEver() {
        Answer file = file("part.js");

        assertThat(new String(file.body(), UTF_8)).endsWith("export const part = 1\n");
        assertThat(file.headers()).containsEntry("Cache-Control", "public, max-age=31536000, immutable");
        assertThat(file("thumbs.css").headers()).containsEntry("Content-Type", "text/css;charset=UTF-8");
    }

    @Test
    void compressesForThoseWhoTakeIt() throws IOException {
        TestRequest request = TestRequest.get("feedback/assets/x/part.js").header("Accept-Encoding", "br, gzip");
        Answer file = assets.file(call(request, assets.release(), "part.js"));

        assertThat(file.headers()).containsEntry("Content-Encoding", "gzip").containsEntry("Vary", "Accept-Encoding");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(file.body())).readAllBytes())
                .isEqualTo(file("part.js").body());
        assertThat(file.headers().get("ETag"))
                .isNotEqualTo(file("part.js").headers().get("ETag"));
    }

    @Test
    void doesNotSendAgainWhatTheCallerHas() {
        String etag = file("part.js").headers().getOrDefault("ETag", "");
        TestRequest request = TestRequest.get("feedback/assets/x/part.js").header("If-None-Match", etag);

        Answer answer = assets.file(call(request, assets.release(), "part.js"));

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers()).containsEntry("ETag", etag);
    }

    @ParameterizedTest
    @CsvSource({
        "secret.js",
        "assets.list",
        "../openapi.json",
        "..",
        "./part.js",
        "PART.JS",
        "part.js/",
        "part.class",
        "/etc/passwd",
        "''"
    })
    void servesNothingThatIsNotListed(String name) {
        assertThatThrownBy(() -> file(name)).isInstanceOf(ProblemException.class);
    }

    @Test
    void servesNoFileOfAnotherRelease() {
        TestRequest request = TestRequest.get("feedback/assets/other/part.js");

        assertThatThrownBy(() -> assets.file(call(request, "other", "part.js"))).isInstanceOf(ProblemException.class);
    }

    @Test
    void namesAnotherReleaseWhenAnyFileChanges() {
        Assets changed = Assets.load("testassets", (name, sources) -> sources.apply(name) + " ");

        assertThat(changed.release()).isNotEqualTo(assets.release());
    }

    private Answer file(String name) {
        return assets.file(call(TestRequest.get("feedback/assets/x/y"), assets.release(), name));
    }

    private static Call call(Request request, String... variables) {
        return new Call(request, List.of(variables), new Links("/api"), () -> true);
    }
}

package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class FrontEndWeightTest {
    private static final int SIX_KIB = 6 * 1024;
    private static final String FIRST_FILE = "export * from './assets/0123456789abcdef/thumbs.js'\n";

    @Test
    void whatAPageLoadsBeforeTheFirstClickIsAtMostSixKibibytes() throws IOException {
        int bytes = gzipped(FIRST_FILE) + gzipped(served("thumbs.js")) + gzipped(served("thumbs.css"));

        assertThat(bytes).isLessThanOrEqualTo(SIX_KIB);
    }

    @Test
    void whatComesAfterAThumbsDownIsSmallToo() throws IOException {
        int bytes = gzipped(served("comment-desk.js")) + gzipped(served("comment-panel.css"));

        assertThat(bytes).isLessThanOrEqualTo(4 * 1024);
    }

    @Test
    void aLanguageIsHalfAKibibyte() {
        assertThat(Stream.of("ar", "de", "es", "fr", "ja"))
                .allSatisfy(language -> assertThat(gzipped(served("strings-" + language + ".js")))
                        .isLessThanOrEqualTo(512));
    }

    private static String served(String file) {
        return JoinedScript.served(file, Assets.source("assets"));
    }

    private static int gzipped(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.size();
    }
}

package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many bytes go over the wire, for each file in the form that a browser gets. */
class FrontEndWeightTest {
    private static final int KIB = 1024;
    private static final Assets ASSETS = Assets.load("assets", (name, files) -> files.apply(name));

    @Test
    void whatAPageLoadsBeforeTheFirstClickIsAtMostSixKibibytes() {
        assertThat(first()).isLessThanOrEqualTo(6 * KIB);
    }

    @Test
    void everythingThereIsInOneLanguageIsAtMostTwelveKibibytes() {
        int onDemand = Stream.of("postman.js", "comment-desk.js", "delivery.js")
                .mapToInt(FrontEndWeightTest::weight)
                .sum();
        int language = Stream.of("ar", "de", "es", "fr", "ja")
                .mapToInt(FrontEndWeightTest::language)
                .max()
                .orElseThrow();
        System.out.printf(
                "[INFO] Front-end: %d bytes before the first click, %d with everything in one language%n",
                first(), first() + onDemand + language);

        assertThat(first() + onDemand + language).isLessThanOrEqualTo(12 * KIB);
    }

    private static int first() {
        return sent(ASSETS.entry(call("feedback/thumbs.js", List.of()))) + weight("thumbs.js");
    }

    private static int language(String language) {
        return weight("strings-" + language + ".js");
    }

    private static int weight(String file) {
        return sent(ASSETS.file(call("feedback/assets/x/y", List.of(ASSETS.release(), file))));
    }

    private static Call call(String path, List<String> variables) {
        TestRequest request = TestRequest.get(path).header("Accept-Encoding", "gzip, deflate, br");
        return new Call(request, variables, new Links("/api"), () -> true);
    }

    private static int sent(Answer answer) {
        return answer.body().length;
    }
}

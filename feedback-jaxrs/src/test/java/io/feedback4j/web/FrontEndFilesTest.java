package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files as the build has made them: joined and minified. */
class FrontEndFilesTest {
    private static final UnaryOperator<String> FILES = Assets.source("assets");
    private static final List<String> LISTED = Assets.names("assets");
    private static final Pattern ASKED_FOR = Pattern.compile("import\\(['\"`]\\./([^'\"`?]+)");
    private static final Pattern STILL_IMPORTED = Pattern.compile("\\b(import|export)\\s*[\\w{*][^;(]*\\bfrom\\b");

    @Test
    void whatAServedScriptAsksForIsServedToo() {
        Set<String> wanted = new TreeSet<>(Set.of("thumbs.js"));
        for (String file : LISTED) {
            ASKED_FOR
                    .matcher(FILES.apply(file))
                    .results()
                    .map(found -> found.group(1))
                    .flatMap(FrontEndFilesTest::named)
                    .forEach(wanted::add);
        }

        assertThat(LISTED).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void aServedScriptNeedsNoOtherToStart() {
        assertThat(LISTED).allSatisfy(file -> assertThat(FILES.apply(file)).doesNotContainPattern(STILL_IMPORTED));
    }

    @Test
    void nothingOfTheSourcesButWhatIsServedIsInTheJar() {
        assertThat(FrontEndFilesTest.class.getResource("assets/ballot.js")).isNull();
        assertThat(FILES.apply("thumbs.js")).doesNotContain("/**", "\n");
    }

    private static Stream<String> named(String file) {
        return file.startsWith("strings-$")
                ? Stream.of("ar", "de", "es", "fr", "ja").map(language -> "strings-" + language + ".js")
                : Stream.of(file);
    }
}

package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FrontEndFilesTest {
    private static final UnaryOperator<String> SOURCES = Assets.source("assets");
    private static final List<String> LISTED = Assets.names("assets");
    private static final Pattern ASKED_FOR = Pattern.compile("(?:import|styleSheet)\\(['`]\\./([^'`]+)['`]\\)");
    private static final Pattern STILL_IMPORTED = Pattern.compile("(?m)^\\s*(import|export) .* from ");

    @Test
    void whatAServedScriptAsksForIsServedToo() {
        Set<String> wanted = new TreeSet<>(Set.of("thumbs.js"));
        for (String file : LISTED) {
            Matcher asked = ASKED_FOR.matcher(JoinedScript.served(file, SOURCES));
            asked.results()
                    .map(found -> found.group(1))
                    .flatMap(FrontEndFilesTest::named)
                    .forEach(wanted::add);
        }

        assertThat(LISTED).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void aServedScriptNeedsNoOtherToStart() {
        assertThat(LISTED)
                .allSatisfy(
                        file -> assertThat(JoinedScript.served(file, SOURCES)).doesNotContainPattern(STILL_IMPORTED));
    }

    private static Stream<String> named(String file) {
        return file.equals("strings-${language}.js")
                ? Stream.of("ar", "de", "es", "fr", "ja").map(language -> "strings-" + language + ".js")
                : Stream.of(file);
    }
}

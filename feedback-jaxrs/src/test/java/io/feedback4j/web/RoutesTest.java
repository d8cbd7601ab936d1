package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1/Assistants/default/Feedbacks",
                "v1/Assistants/a%2Fb/Feedbacks",
                "v1/Assistants/%zz/Feedbacks",
                "v1/Assistants//Feedbacks",
                "v1/Assistants/x/Feedbacks/aia_fdbk_1",
                "v1/Assistants/x/Feedbacks/a/b/c",
                "v1/Assistants/x/Feedbacks/",
                "v1/Assistants/x/%46eedbacks",
                "feedback/votes",
                "feedback/votes/x",
                "feedback/thumbs.js",
                "feedback/thumbs.d.ts",
                "feedback/assets/x/thumbs.js",
                "feedback/health",
                "feedback/openapi.json"
            })
    void ownsItsPaths(String path) {
        assertThat(FeedbackHandler.owns(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "v1",
                "v1/Assistants",
                "v1/Assistants/default",
                "v1/Assistants/default/Messages",
                "v1/Assistants/default/feedbacks",
                "v1/assistants/default/Feedbacks",
                "v2/Assistants/default/Feedbacks",
                "x/v1/Assistants/default/Feedbacks",
                "feedback",
                "feedback/",
                "feedback/mine",
                "feedback/vote",
                "feedbacks/votes",
                "orders/%zz",
                "%",
                "feedback/%"
            })
    void leavesEverythingElseToTheHost(String path) {
        assertThat(FeedbackHandler.owns(path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "v1/Assistants/default/Feedbacks, FEEDBACKS, default",
        "v1/Assistants/a%2Fb%20c/Feedbacks, FEEDBACKS, a/b c",
        "v1/Assistants/a%252Fb/Feedbacks, FEEDBACKS, a%2Fb",
        "v1/Assistants/a+b/Feedbacks/x, FEEDBACK, a+b",
        "v1/Assistants/%C3%BC/Feedbacks, FEEDBACKS, ü"
    })
    void decodesEachSegmentOnce(String path, Route route, String assistantId) {
        Routes.Match match = Routes.match(path).orElseThrow();

        assertThat(match.route()).isEqualTo(route);
        assertThat(match.variables().get(0)).isEqualTo(assistantId);
    }

    @Test
    void servesNothingAtAPathThatIsOnlyNearby() {
        assertThat(Routes.match("v1/Assistants/default/Feedbacks/")).isNotEmpty();
        assertThat(Routes.match("v1/Assistants/default/Feedbacks/x/y")).isEmpty();
        assertThat(Routes.match("feedback/votes/")).isEmpty();
    }
}

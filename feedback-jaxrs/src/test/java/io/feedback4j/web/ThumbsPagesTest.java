package io.feedback4j.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The element on pages of all kinds: how frameworks treat it, what is seen of it, many of it. */
class ThumbsPagesTest extends ThumbsSuite {
    private static final String IMPRESSIONS = "/api/feedback/impressions";

    @Test
    void takesPropertiesThatWereSetBeforeTheScriptCame() {
        service.page("/early.js", """
                Object.assign(document.querySelector('feedback-thumbs'),
                  { sessionId: 's', messageId: 'm9', scale: '5', strings: { best: 'Ace' } })
                """);

        open("<feedback-thumbs id=\"one\"></feedback-thumbs><script src=\"/early.js\"></script>");

        assertThat(part("one", "best")).hasAttribute("aria-label", "Ace");
        part("one", "best").click();
        assertThat(part("one", "status")).hasText("Thank you.");
        assertThat(service.feedbacks().get(0).body().get("message_id").asText()).isEqualTo("m9");
    }

    @Test
    void understandsHowFrameworksWriteNoAndNothing() {
        open(
                "<feedback-thumbs id=\"one\" session-id=\"s\" message-id=\"m\" disabled=\"false\" busy=\"false\"></feedback-thumbs>");
        assertThat(part("one", "up")).isEnabled();

        page.evaluate("Object.assign(one, { disabled: true, token: null, scale: undefined, busy: false })");

        assertThat(part("one", "up")).isDisabled();
        assertThat(page.evaluate("[one.disabled, one.token, one.hasAttribute('scale'), one.busy]"))
                .isEqualTo(List.of(true, "", false, false));
    }

    @Test
    void isHiddenWhileAnAnswerIsBeingWritten() {
        open(ONE.replace(" id=", " busy id="));
        assertThat(page.locator("#one")).isHidden();

        page.evaluate("one.busy = false");

        assertThat(part("one", "up")).isVisible();
    }

    @Test
    void sendsTheHostsPermissionWithEveryRequest() {
        open(ONE.replace(" id=", " token=\"signed\" id="));
        part("one", "up").click();
        assertThat(part("one", "status")).hasText("Thank you.");

        part("one", "up").click();

        assertThat(part("one", "status")).hasText("Rating taken back.");
        assertThat(service.asked("/api/feedback/votes").get(0).token()).isEqualTo("signed");
        assertThat(service.feedbacks()).extracting(FeedbackStandIn.Asked::token).containsExactly("signed", "signed");
    }

    @Test
    void tellsOnceWhichMessagesWereSeen() {
        String far = "<div id=\"far\"></div>" + ONE.replace("one", "end").replace("m1", "m9");
        service.page("/host.css", "#far { height: 5000px }");

        open("<link rel=\"stylesheet\" href=\"/host.css\">" + ONE + TWO
                + "<feedback-thumbs session-id=\"s\"></feedback-thumbs>"
                + ONE.replace("one", "quiet").replace("m1", "m3").replace(" id=", " impressions=\"off\" id=") + far);

        page.waitForCondition(() -> seen().size() == 2);
        assertThat(seen()).containsExactlyInAnyOrder("m1", "m2");
        page.evaluate("document.querySelector('#end').scrollIntoView()");
        page.waitForCondition(() -> seen().size() == 3);
        page.reload();
        page.evaluate("document.body.append(document.querySelector('#two'))");
        assertThat(part("two", "up")).isEnabled();
        part("two", "up").click();
        assertThat(part("two", "status")).hasText("Thank you.");
        assertThat(seen()).containsExactlyInAnyOrder("m1", "m2", "m9");
    }

    @Test
    void tellsWhatWasSeenWhenThePageIsLeft() {
        open(ONE);
        page.waitForCondition(() -> page.evaluate("sessionStorage.getItem('feedback-seen')") != null);

        page.navigate("http://" + HOST + ":" + service.port() + "/api/feedback/reasons");

        page.waitForCondition(() -> !seen().isEmpty());
        assertThat(seen()).containsExactly("m1");
    }

    @Test
    void shows200ElementsAtOnceWithOneRequestForAllVotes() {
        service.giveElsewhere("s", "m199", 1);
        open("");

        Object millis = page.evaluate("""
                async () => {
                  await customElements.whenDefined('feedback-thumbs')
                  const begun = performance.now()
                  for (let i = 0; i < 200; i++) {
                    const thumbs = document.createElement('feedback-thumbs')
                    Object.assign(thumbs, { sessionId: 's', messageId: 'm' + i })
                    document.querySelector('main').append(thumbs)
                  }
                  for (let i = 0; i < 10; i++) await null
                  return Math.round(performance.now() - begun)
                }
                """);

        System.out.println("[INFO] Front-end: " + millis + " ms of script until 200 elements can be painted");
        assertThat(page.locator("[aria-pressed=true]")).hasCount(1);
        assertThat(page.locator("button[part~=thumb]")).hasCount(400);
        assertThat(service.asked("/api/feedback/votes")).hasSize(1);
    }

    @Test
    void theDeclaredTypesAreThoseOfTheScript() {
        String types = Assets.source("assets").apply(Assets.DECLARATIONS);
        open(ONE);

        Set<String> exported =
                names(page.evaluate("import('/api/feedback/thumbs.js').then((module) => Object.keys(module))"));
        Set<String> properties = names(page.evaluate("""
                customElements.whenDefined('feedback-thumbs').then((type) =>
                  [type, Object.getPrototypeOf(type)].flatMap(({ prototype }) =>
                    Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(([, { get }]) => get).map(([name]) => name)))
                """));
        Set<String> words = names(page.evaluate("""
                import('/api/feedback/assets/1a2b/strings-de.js').then(({ words }) => Object.keys(words))
                """));

        assertThat(found(types, "export (?:function|class|const) (\\w+)")).isEqualTo(exported);
        String element = types.replaceAll("(?s).*class FeedbackThumbsElement[^{]*\\{(.*?)\\n}.*", "$1");
        assertThat(found(element, "(?m)^  (\\w+):")).isEqualTo(properties);
        assertThat(found(types, "(?m)^  \\| '(\\w+)'")).isEqualTo(words);
    }

    private Set<String> seen() {
        Set<String> ids = new TreeSet<>();
        for (FeedbackStandIn.Asked asked : service.asked(IMPRESSIONS)) {
            for (JsonNode id : asked.body().get("message_ids")) {
                assertThat(ids.add(id.asText())).as("told twice").isTrue();
            }
        }
        return ids;
    }

    private static Set<String> names(Object list) {
        return StreamSupport.stream(((Iterable<?>) list).spliterator(), false)
                .map(String::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

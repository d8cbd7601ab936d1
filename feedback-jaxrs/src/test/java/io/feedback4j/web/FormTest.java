package io.feedback4j.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedback4j.FeedbackConfig.RateLimits;
import io.feedback4j.RateLimit;
import io.feedback4j.model.Target;
import io.feedback4j.web.FormTokens.Permission;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    private static final String SESSION = "whatsapp:+4917012345/1";

    @TempDir
    private Path folder;

    private TestHost host;
    private FeedbackForms forms;

    @BeforeEach
    void start() {
        host = TestHost.start(folder);
        forms = new FeedbackForms(host.service);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void keepsWhatAFormSays() {
        Answer answer = send("score=0&text=Zeile+1%0D%0AZeile+2+%3Cb%3E&reasons=wrong&reasons=other&token=" + token());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("Content-Type", "text/html;charset=UTF-8");
        assertThat(list()).singleElement().satisfies(record -> {
            assertThat(record.path("session_id").asText()).isEqualTo(SESSION);
            assertThat(record.path("message_id").asText()).isEqualTo("m1");
            assertThat(record.path("assistant_id").asText()).isEqualTo(TestHost.ASSISTANT);
            assertThat(record.path("score").asInt()).isZero();
            assertThat(record.path("text").asText()).isEqualTo("Zeile 1\nZeile 2 <b>");
            assertThat(record.path("reasons").toString()).isEqualTo("[\"wrong\",\"other\"]");
        });
    }

    @Test
    void goesBackToThePageItCameFrom() {
        Answer answer = send("score=1&return_to=%2Forders%2F7%3Fa%3Db%23votes&token=" + token());
        Answer program =
                host.send(form("score=1&return_to=%2Forders&token=" + token()).header("Sec-Fetch-Site", "same-origin"));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.headers())
                .containsEntry("Location", "http://localhost:8080/orders/7?a=b&feedback=stored#votes");
        assertThat(answer.body()).isNotEmpty();
        assertThat(program.headers()).containsEntry("Location", "/orders?feedback=stored");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https%3A%2F%2Fevil.example",
                "%2F%2Fevil.example",
                "%2F%5Cevil.example",
                "orders",
                "javascript%3Aalert(1)",
                "%2Fa%0D%0ASet-Cookie%3A+x",
                "%2Fa+b"
            })
    void goesBackToNoOtherSite(String path) {
        Answer answer = send("score=1&return_to=" + path + "&token=" + token());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(page(answer)).contains("<code>return_to</code>");
        assertThat(answer.headers()).doesNotContainKey("Location");
        assertThat(list()).isEmpty();
    }

    @Test
    void isOneRequestHoweverOftenItIsSentAndStillTakesAChangeOfMind() {
        String token = token();
        send("score=1&token=" + token);
        send("score=1&token=" + token);
        assertThat(list()).hasSize(1);

        send("score=0&token=" + token);
        send("score=1&token=" + token);

        assertThat(list())
                .extracting(record -> record.path("status").asText())
                .containsExactly("current", "replaced", "replaced");
        assertThat(list().get(0).path("score").asInt()).isEqualTo(1);
    }

    @Test
    void takesBackByAButtonOfThePageThatSaysThanks() {
        String token = token();
        String thanks = page(send("score=1&token=" + token));
        String fields = "id=" + value(thanks, "id") + "&undo=" + value(thanks, "undo") + "&token=" + token;

        Answer undone = send(fields);
        Answer again = send(fields + "&return_to=%2F");

        assertThat(page(undone)).contains("Rating taken back.").contains("value=\"1\"");
        assertThat(again.headers()).containsEntry("Location", "http://localhost:8080/?feedback=undone");
        assertThat(list()).extracting(record -> record.path("status").asText()).containsExactly("withdrawn");
        assertThat(send("id=" + value(thanks, "id") + "&undo=x&token=" + token).status())
                .isEqualTo(403);
        assertThat(page(send("id=x&undo=x&token=" + token))).contains("<code>id</code>");
    }

    @Test
    void asksForMoreOnlyWhereNothingButAScoreWasSaid() {
        assertThat(page(send("score=0&token=" + token()))).contains("<textarea", "name=\"reasons\"", "value=\"0.0\"");
        assertThat(page(send("score=1&token=" + token()))).contains("<textarea").doesNotContain("name=\"reasons\"");
        assertThat(page(send("score=1&text=gut&token=" + token()))).doesNotContain("<textarea");
    }

    @Test
    void namesEverythingThatIsWrongAndKeepsWhatWasWritten() {
        Answer answer = send("score=7&text=" + "%3Cx%3E".repeat(1_500)
                + "&reasons=nonsense&session_id=other&return_to=x&token=" + token());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(page(answer))
                .contains("<code>score</code>", "<code>text</code>", "<code>reasons</code>", "<code>session_id</code>")
                .contains("<code>return_to</code>", "aria-invalid", "&lt;x&gt;&lt;x&gt;")
                .doesNotContain("<x>");
        assertThat(list()).isEmpty();
    }

    @Test
    void asksToMendATextWithTheScoreThatWasGivenOrWithNone() {
        String text = "&text=" + "x".repeat(4_001) + "&token=" + token();

        assertThat(page(send("score=0.75" + text))).contains("name=\"score\" value=\"0.75\"");
        assertThat(page(send("lang=en" + text))).contains("aria-invalid").doesNotContain("name=\"score\"");
        assertThat(page(send("score=1.5" + text))).contains("aria-invalid").doesNotContain("name=\"score\"");
    }

    @Test
    void takesNothingWithoutItsOwnToken() {
        String token = token();
        String changed = (token.charAt(30) == 'A' ? 'B' : 'A') + token.substring(31);

        assertThat(send("score=1").status()).isEqualTo(403);
        assertThat(page(send("score=1"))).contains("<code>token</code> is required", "no longer valid");
        assertThat(send("score=1&token=" + token.substring(0, 30) + changed).status())
                .isEqualTo(403);
        assertThat(send("score=1&token=%21%21").status()).isEqualTo(403);
        assertThat(send("score=1&token=" + token + "&token=" + token).status()).isEqualTo(400);
        assertThat(list()).isEmpty();
    }

    @Test
    void takesNothingOnceTheTokenIsOver() {
        FormTokens tokens = new FormTokens(host.service);
        Target target = new Target("default", SESSION, "m1", "");
        String over = tokens.seal(new Permission(target, host.service.clock().instant()));

        assertThat(send("score=1&token=" + over).status()).isEqualTo(403);
        assertThat(host.send(TestRequest.get("feedback/form/" + over)).status()).isEqualTo(403);
        assertThat(list()).isEmpty();
    }

    @Test
    void takesNothingThatNoPageOfThisSiteIsProvenToHaveSent() {
        String body = "score=1&token=" + token();

        assertThat(host.send(form(body)).status()).isEqualTo(403);
        assertThat(host.send(form(body).header("Origin", "https://evil.example"))
                        .status())
                .isEqualTo(403);
        assertThat(host.send(form(body).header("Origin", "null")).status()).isEqualTo(403);
        assertThat(host.send(form(body).header("Sec-Fetch-Site", "cross-site")).status())
                .isEqualTo(403);
        assertThat(host.send(form(body).header("Sec-Fetch-Site", "same-site")).status())
                .isEqualTo(403);
        assertThat(list()).isEmpty();
        assertThat(host.send(form(body).header("Origin", "https://localhost:8080"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void readsFormsOnlyAndTheOtherEndpointReadsNone() {
        assertThat(host.send(TestRequest.post("feedback/form", "{}").header("Origin", "http://localhost:8080"))
                        .status())
                .isEqualTo(415);
        assertThat(host.send(form("x")
                                .without("Content-Type")
                                .header("Content-Type", "application/x-www-form-urlencoded;charset=ISO-8859-1")
                                .header("Origin", "http://localhost:8080"))
                        .status())
                .isEqualTo(415);
        assertThat(send("score=%zz&token=" + token()).status()).isEqualTo(400);
        assertThat(send("x=" + "y".repeat(70_000)).status()).isEqualTo(413);
        assertThat(send("a=1&".repeat(101)).status()).isEqualTo(400);
        assertThat(host.send(TestRequest.get("feedback/form")).status()).isEqualTo(405);
        TestRequest vote = TestRequest.of("POST", TestHost.LIST)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(new ByteArrayInputStream("session_id=s&score=1".getBytes(UTF_8)));
        assertThat(host.send(vote).status()).isEqualTo(415);
    }

    @Test
    void countsForTheLimitsOfVotes() {
        host.close();
        host = TestHost.start(
                TestHost.config().rateLimits(new RateLimits(new RateLimit(1, Duration.ofMinutes(1)), null, null)),
                folder);
        forms = new FeedbackForms(host.service);
        send("score=1&token=" + token());

        Answer second = send("score=0&token=" + token());

        assertThat(second.status()).isEqualTo(429);
        assertThat(second.headers()).containsEntry("Retry-After", "60");
        assertThat(page(second)).contains("Too many ratings");
    }

    @Test
    void votesForWhomTheTokenNamesOrElseForWhomTheHostKnows() {
        host.voter.set("bob");
        send("score=1&token="
                + forms.about(new Target("default", SESSION, "m1", "ann")).token());
        send("score=0&token=" + token());

        assertThat(host.service.current(TestHost.ASSISTANT, SESSION, "ann")).hasSize(1);
        assertThat(host.service.current(TestHost.ASSISTANT, SESSION, "bob")).hasSize(1);
    }

    @Test
    void asksOnThePageBehindALinkAndNeverVotesByItself() {
        String path = link(forms.about("default", SESSION, "m1")
                .link("https://shop.example/api")
                .toString());

        Answer opened = host.send(TestRequest.get(path).header("Sec-Fetch-Site", "cross-site"));

        assertThat(opened.status()).isEqualTo(200);
        assertThat(page(opened))
                .contains("Rate this answer", "action=\"../form\"")
                .doesNotContain("Your rating:");
        assertThat(opened.headers())
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("Referrer-Policy", "same-origin")
                .hasEntrySatisfying(
                        "Content-Security-Policy", policy -> assertThat(policy).contains("default-src 'none'"));
        assertThat(list()).isEmpty();

        send("score=0&text=geheim&token=" + value(page(opened), "token"));
        assertThat(page(host.send(TestRequest.get(path))))
                .contains("Your rating:", "Not helpful")
                .doesNotContain("geheim");
        assertThat(host.send(TestRequest.get("feedback/form/nonsense")).status())
                .isEqualTo(403);
        assertThat(host.send(TestRequest.of("HEAD", path)).body()).isEmpty();
    }

    @Test
    void saysNothingOfTheSessionInALink() {
        String link = forms.about("default", SESSION, "m1")
                .link("https://shop.example/api/")
                .toString();
        String token = link.substring(link.lastIndexOf('/') + 1);

        assertThat(link).startsWith("https://shop.example/api/feedback/form/").doesNotContain("4917012345");
        assertThat(new String(Base64.getUrlDecoder().decode(token), UTF_8)).doesNotContain("4917012345");
        assertThat(forms.about("default", SESSION, "m1").token()).isNotEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource({
        "'de-AT, en;q=0.5', de, ltr, Hilfreich",
        "ar, ar, rtl, مفيدة",
        "'pt, fr;q=0.3', fr, ltr, Utile",
        "pt, en, ltr, Helpful",
        "ja, ja, ltr, 役に立った",
        "es-MX, es, ltr, Útil"
    })
    void speaksTheVisitorsLanguage(String accepted, String language, String direction, String word) {
        Answer answer = host.send(TestRequest.get("feedback/form/" + token()).header("Accept-Language", accepted));

        assertThat(page(answer)).contains("lang=\"" + language + "\" dir=\"" + direction + "\"", word);
        assertThat(answer.headers()).containsEntry("Content-Language", language);
    }

    @Test
    void keepsTheLanguageThatTheHostAskedFor() {
        String path = link(forms.about("default", SESSION, "")
                .language("de")
                .link("https://shop.example")
                .toString());
        String asked = page(host.send(TestRequest.get(path).header("Accept-Language", "fr")));

        assertThat(path).endsWith("?lang=de");
        assertThat(asked).contains("Dieses Gespräch bewerten").contains("name=\"lang\" value=\"de\"");
        assertThat(page(send("score=1&lang=de&token=" + token()))).contains("Danke.");
    }

    @Test
    void hasTheSameWordsInEveryLanguage() {
        for (String language : FormWords.LANGUAGES) {
            assertThat(FormWords.in(List.of(language)).words().keySet())
                    .as(language)
                    .isEqualTo(FormWords.in(List.of("en")).words().keySet());
        }
    }

    @Test
    void writesAFormIntoTheHostsOwnPage() {
        String html = forms.about("default", SESSION, "m1")
                .returnTo("/a?b=\"c\"".replace("\"", "%22"))
                .language("de")
                .html("/api/");

        assertThat(html)
                .startsWith("<form class=\"feedback-form\" method=\"post\" action=\"/api/feedback/form\" lang=\"de\"")
                .contains("name=\"return_to\" value=\"/a?b=%22c%22\"", "Diese Antwort bewerten")
                .doesNotContain(SESSION);
        assertThat(page(send("score=1&token=" + value(html, "token")))).contains("Thank you.");
        assertThat(forms.about("default", SESSION, "m1").hiddenInputs())
                .startsWith("<input type=\"hidden\" name=\"token\"");
    }

    @Test
    void tellsAHostWhatItGotWrong() {
        FeedbackForm form = forms.about("default", SESSION, "m1");

        assertThatThrownBy(() -> form.returnTo("//evil.example")).hasMessageContaining("one slash");
        assertThatThrownBy(() -> form.language("tr")).hasMessageContaining("ar, de");
        assertThatThrownBy(() -> form.validFor(Duration.ZERO)).hasMessageContaining("400 days");
        assertThatThrownBy(() -> forms.about("default", " s", "")).hasMessageContaining("session_id");
    }

    @Test
    void escapesWhateverHasToBeShown() {
        assertThat(new Html().attribute("a", "\"><script>'&").text("<b>&\"'").toString())
                .isEqualTo(" a=\"&quot;&gt;&lt;script&gt;&#39;&amp;\"&lt;b&gt;&amp;&quot;&#39;");
    }

    @Test
    void saysSoOnAPageWhileNothingCanBeKept() {
        String token = token();
        host.service.close();

        Answer answer = send("score=1&token=" + token);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers())
                .containsKey("Retry-After")
                .containsEntry("Content-Type", "text/html;charset=UTF-8");
        assertThat(page(answer)).contains("could not be saved at the moment");
    }

    private String token() {
        return forms.about("default", SESSION, "m1").token();
    }

    private Answer send(String body) {
        return host.send(form(body).header("Sec-Fetch-Site", "same-origin").header("Origin", "http://localhost:8080"));
    }

    private static TestRequest form(String body) {
        return TestRequest.of("POST", "feedback/form")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(new ByteArrayInputStream(body.getBytes(UTF_8)));
    }

    private static String page(Answer answer) {
        return new String(answer.body(), UTF_8);
    }

    private static String link(String link) {
        return link.substring(link.indexOf("feedback/form/"));
    }

    private static String value(String page, String name) {
        Matcher matcher =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1);
    }

    private List<JsonNode> list() {
        return StreamSupport.stream(host.read(TestHost.LIST).path("feedbacks").spliterator(), false)
                .toList();
    }
}

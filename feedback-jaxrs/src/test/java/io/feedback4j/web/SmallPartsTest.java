package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallPartsTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.8.9.10, true",
        "::1, true",
        "[::1], true",
        "0:0:0:0:0:0:0:1, true",
        "0:0:0:0:0:0:0:1%0, true",
        "::ffff:127.0.0.1, true",
        "10.0.0.1, false",
        "192.0.2.7, false",
        "2001:db8::1, false",
        "::ffff:192.0.2.7, false",
        "localhost, false",
        "127.0.0.1.elsewhere.test, false",
        ":::, false",
        "'', false"
    })
    void knowsThisMachineByItsAddressAlone(String address, boolean loopback) {
        assertThat(Peer.isLoopback(address)).isEqualTo(loopback);
    }

    @Test
    void countsAnIpv6NetworkAsOne() {
        assertThat(Peer.counted("2001:db8:1:2:3::4")).isEqualTo(Peer.counted("2001:db8:1:2:ffff::1"));
        assertThat(Peer.counted("2001:db8:1:2::1")).isNotEqualTo(Peer.counted("2001:db8:1:3::1"));
        assertThat(Peer.counted("::ffff:192.0.2.7")).isEqualTo(Peer.counted("192.0.2.7"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | true",
                "'' | true",
                "*/* | true",
                "application/json | true",
                "Application/JSON;q=0.1 | true",
                "text/html, */*;q=0.1 | true",
                "application/* | true",
                "text/html | false",
                "text/html, image/* | false",
                "application/json;q=0, */* | false",
                "*/*;q=0 | false",
                "application/xml, application/xhtml+xml | false"
            })
    void tellsWhoTakesNoJson(@Nullable String accept, boolean takes) {
        TestRequest request = TestRequest.get("feedback/health");

        assertThat(Negotiation.takesJson(accept == null ? request : request.header("Accept", accept)))
                .isEqualTo(takes);
    }

    @Test
    void putsTheBestLanguageFirst() {
        TestRequest request = TestRequest.get("feedback/reasons").header("Accept-Language", "de-AT;q=0.5, FR, *;q=0");

        assertThat(Negotiation.languages(request)).containsExactly("fr", "de-at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "ü€😀", "%", "a b", "+", "~-._"})
    void encodesSoThatDecodingGivesTheSame(String plain) {
        assertThat(Percent.encode(plain)).matches("[A-Za-z0-9._~%-]*");
        assertThat(Percent.decode(Percent.encode(plain))).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%４1", "%c3", "%ff", "%c0%af", "%ed%a0%80", "a%", "%-1", "%+1"})
    void refusesABrokenEscape(String encoded) {
        assertThatIllegalArgumentException().isThrownBy(() -> Percent.decode(encoded));
    }

    @Test
    void knowsATagAmongSeveral() {
        TestRequest request = TestRequest.get("feedback/thumbs.js").header("If-None-Match", "\"a\", W/\"b\"");

        assertThat(Etag.isKnown(request, "\"b\"")).isTrue();
        assertThat(Etag.isKnown(request, "\"c\"")).isFalse();
    }

    @Test
    void givesEveryProblemANumberOfItsOwnThatBeginsWithTheStatus() {
        assertThat(ProblemKind.values()).extracting(ProblemKind::code).doesNotHaveDuplicates();
        assertThat(ProblemKind.values())
                .extracting(ProblemKind::status)
                .allMatch(status -> status >= 400 && status < 600);
        assertThat(ProblemKind.NO_SUCH_PATH.type()).isEqualTo("urn:feedback4j:problem:no-such-path");
    }
}

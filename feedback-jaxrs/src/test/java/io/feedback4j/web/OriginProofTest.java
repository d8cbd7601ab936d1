package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.feedback4j.FeedbackConfig;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginProofTest {
    private final OriginProof plain = proof(FeedbackConfig.builder());

    @ParameterizedTest
    @CsvSource({
        "same-origin,                       , true,  true",
        "none,                              , true,  true",
        "same-origin, https://elsewhere.test, true,  true",
        "same-site,    http://localhost:8080, false, false",
        "cross-site,   http://localhost:8080, false, false",
        "cross-site,                        , false, false",
        "Same-Origin,                       , false, false",
        "'',                                , false, false",
        ",                                  , false, true",
        ",             http://localhost:8080, true,  true",
        ",             HTTP://LocalHost:8080, true,  true",
        ",            https://localhost:8080, false, true",
        ",                  http://localhost, false, false",
        ",              http://elsewhere.test, false, false",
        ",   http://localhost:8080.elsewhere.test, false, false",
        ",                              null, false, false",
        ",                                '', false, false",
    })
    void tellsOwnPagesFromForeignOnes(@Nullable String site, @Nullable String origin, boolean admin, boolean voter) {
        assertThat(passes(() -> plain.require(request(site, origin)))).isEqualTo(admin);
        assertThat(passes(() -> plain.refuseForeign(request(site, origin)))).isEqualTo(voter);
    }

    @Test
    void saysWhatToSendWhereThereIsNoProof() {
        Throwable thrown = catchThrowable(() -> plain.require(request(null, null)));

        assertThat(thrown).hasMessageContaining("Sec-Fetch-Site: none").hasMessageContaining("Origin");
    }

    @Test
    void takesSeveralValuesForNoProof() {
        TestRequest twice = request("same-origin", null).header("Sec-Fetch-Site", "cross-site");
        TestRequest origins = request(null, "http://localhost:8080").header("Origin", "http://localhost:8080");

        assertThat(passes(() -> plain.require(twice))).isFalse();
        assertThat(passes(() -> plain.refuseForeign(origins))).isFalse();
    }

    @Test
    void takesThePublicOrigin() {
        OriginProof proof = proof(FeedbackConfig.builder().publicUrl(URI.create("https://www.example.com:443/")));

        assertThat(passes(() -> proof.require(request(null, "https://www.example.com"))))
                .isTrue();
        assertThat(passes(() -> proof.require(request(null, "http://www.example.com"))))
                .isFalse();
    }

    @Test
    void takesHttpsOfItsOwnHostBehindAProxyThatSpeaksIt() {
        OriginProof proof = proof(FeedbackConfig.builder().tlsTerminated(true));

        assertThat(passes(() -> proof.require(request(null, "https://localhost:8080"))))
                .isTrue();
    }

    private static OriginProof proof(FeedbackConfig.Builder config) {
        return new OriginProof(config.build().access());
    }

    private static TestRequest request(@Nullable String site, @Nullable String origin) {
        TestRequest request = TestRequest.delete("v1/Assistants/default/Feedbacks/x");
        if (site != null) {
            request.header("Sec-Fetch-Site", site);
        }
        return origin == null ? request : request.header("Origin", origin);
    }

    private static boolean passes(Runnable check) {
        Throwable thrown = catchThrowable(check::run);
        assertThat(thrown == null || thrown instanceof ProblemException).isTrue();
        return thrown == null;
    }
}

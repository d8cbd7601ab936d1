package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.FeedbackId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {
    private static final FeedbackId ID = new FeedbackId("aia_fdbk_0192f0e0-1111-7222-8333-444455556666");

    @Test
    void comesBackAsItWas() {
        for (boolean backwards : new boolean[] {true, false}) {
            PageToken token = new PageToken(backwards, ID);

            assertThat(PageToken.parse(token.encode())).contains(token);
            assertThat(token.encode()).matches("[A-Za-z0-9_-]{23}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "aia_fdbk_0192f0e0-1111-7222-8333-444455556666",
                "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA",
                "AQAAAAAAAAAAAAAAAAAAAAA=",
                "AAAAAAAAAAAAAAAAAAAAAAA",
                "A_AAAAAAAAAAAAAAAAAAAAA",
                "AQAAAAAAAAAAAAAAAAAAAAB",
                "AQ AAAAAAAAAAAAAAAAAAAA",
                "../../../../etc/passwd0",
                "' OR 1=1 --"
            })
    void refusesWhatItNeverGave(String token) {
        assertThat(PageToken.parse(token)).isEmpty();
    }
}

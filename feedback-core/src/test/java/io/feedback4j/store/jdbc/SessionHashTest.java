package io.feedback4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionHashTest {
    private static final Instant AT = Instant.parse("2026-11-23T08:00:00Z");

    @Test
    void namesABurstSoThatNobodyWithoutTheSecretCanTryPhoneNumbers() {
        String name = new SessionHash(new byte[32]).burst("a", "+4917012345", AT);

        assertThat(name).matches("[0-9a-f]{32}");
        assertThat(new SessionHash(new byte[32]).burst("a", "+4917012345", AT)).isEqualTo(name);
        assertThat(new SessionHash(new byte[] {1}).burst("a", "+4917012345", AT))
                .isNotEqualTo(name);
        assertThat(new SessionHash(new byte[32]).burst("a", "+4917012346", AT)).isNotEqualTo(name);
        assertThat(new SessionHash(new byte[32]).burst("a", "+4917012345", AT.plusSeconds(900)))
                .isNotEqualTo(name);
    }
}

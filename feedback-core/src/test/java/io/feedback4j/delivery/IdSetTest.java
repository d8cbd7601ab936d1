package io.feedback4j.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdSetTest {

    @Test
    void knowsExactlyWhatWasAdded() {
        IdSet ids = new IdSet();

        for (int i = 0; i < 10_000; i++) {
            assertThat(ids.add("aia_fdbk_" + i)).isTrue();
        }

        assertThat(ids.size()).isEqualTo(10_000);
        for (int i = 0; i < 10_000; i++) {
            assertThat(ids.contains("aia_fdbk_" + i)).isTrue();
            assertThat(ids.add("aia_fdbk_" + i)).isFalse();
            assertThat(ids.contains("aia_fdbk_x" + i)).isFalse();
        }
        assertThat(ids.size()).isEqualTo(10_000);
    }
}

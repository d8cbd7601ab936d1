package io.feedback4j.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.testing.MutableClock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A destination may call its records whatever it likes; what no store can keep counts as no id. */
class StrangeIdTest {
    private static @Nullable String confirmed(String id) {
        return new Outcome.Delivered(id).upstreamId();
    }

    private static @Nullable String listed(String id) {
        return new Listing.Item(id, "print", "target", MutableClock.START).id();
    }

    static Stream<String> strange() {
        return Stream.of("", "up\0", "up\n", "up\u0085", "up\ud83d", "\ude00up", "x".repeat(256));
    }

    @ParameterizedTest
    @MethodSource("strange")
    void isNone(String id) {
        assertThat(confirmed(id)).isNull();
        assertThat(listed(id)).isNull();
    }

    @Test
    void isKeptWhileItIsText() {
        for (String id : new String[] {"aia_fdbk_1", "x".repeat(255), "\ud83d\ude00", "a b/ü"}) {
            assertThat(confirmed(id)).isEqualTo(id);
            assertThat(listed(id)).isEqualTo(id);
        }
    }
}

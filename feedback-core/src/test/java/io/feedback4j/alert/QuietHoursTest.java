package io.feedback4j.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    @ParameterizedTest
    @CsvSource({
        "22:00-06:00, 2026-01-10T21:59:59Z,",
        "22:00-06:00, 2026-01-10T22:00:00Z, 2026-01-11T06:00:00Z",
        "22:00-06:00, 2026-01-11T05:59:59Z, 2026-01-11T06:00:00Z",
        "22:00-06:00, 2026-01-11T06:00:00Z,",
        "12:00-13:00, 2026-01-11T12:30:00Z, 2026-01-11T13:00:00Z",
        "12:00-13:00, 2026-01-11T13:00:00Z,",
        "22:00-06:00 Europe/Berlin, 2026-01-10T20:59:59Z,",
        "22:00-06:00 Europe/Berlin, 2026-01-10T21:00:00Z, 2026-01-11T05:00:00Z",
        "22:00-06:00 Europe/Berlin, 2026-07-10T20:00:00Z, 2026-07-11T04:00:00Z",
        "22:00-06:00 Asia/Kolkata, 2026-01-10T16:30:00Z, 2026-01-11T00:30:00Z",
        "00:00-02:30 Europe/Berlin, 2026-03-29T00:30:00Z, 2026-03-29T01:30:00Z"
    })
    void tellsWhenTheyEnd(String hours, Instant now, @Nullable Instant end) {
        assertThat(QuietHours.parse(hours).end(now)).isEqualTo(end);
    }

    @Test
    void printsAsItIsWritten() {
        assertThat(QuietHours.parse("22:00-06:30 Europe/Berlin")).hasToString("22:00-06:30 Europe/Berlin");
        assertThat(QuietHours.parse("22:00-06:30")).hasToString("22:00-06:30 Z");
    }
}

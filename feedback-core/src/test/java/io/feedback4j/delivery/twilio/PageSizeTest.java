package io.feedback4j.delivery.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageSizeTest {
    private final PageSize size = new PageSize();

    private int readingsUntil(int wanted) {
        for (int readings = 1; readings < 10_000; readings++) {
            if (size.forFirstPage() == wanted) {
                return readings;
            }
        }
        throw new AssertionError("never " + wanted);
    }

    @Test
    void isSmallerAfterAPageThatWasTooLargeAndRecovers() {
        assertThat(size.forFirstPage()).isEqualTo(200);

        size.tooLarge();
        assertThat(size.forFirstPage()).isEqualTo(50);
        size.tooLarge();
        size.tooLarge();
        size.tooLarge();
        assertThat(size.forFirstPage()).isEqualTo(1);

        assertThat(readingsUntil(200)).isLessThan(200);
        assertThat(size.forFirstPage()).isEqualTo(200);
    }

    @Test
    void isTriedMoreAndMoreSeldomWhileItIsTooLarge() {
        size.tooLarge();
        int first = readingsUntil(200);
        size.tooLarge();
        int second = readingsUntil(200);

        assertThat(second).isGreaterThan(first);
    }
}

package io.feedback4j.demo.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Test
    void listensOnThisMachineAloneUnlessTold() {
        assertThat(Arguments.parse()).isEqualTo(new Arguments("127.0.0.1", 8080, false));
    }

    @Test
    void takesAValueAsTheNextWordOrBehindAnEqualsSign() {
        assertThat(Arguments.parse("--port", "0", "--host=0.0.0.0")).isEqualTo(new Arguments("0.0.0.0", 0, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prot 1", "--port", "--port=", "--port 65536", "--port -1", "--port x", "--host", "8080"})
    void refusesAnythingElse(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> Arguments.parse(line.split(" ")));
    }
}

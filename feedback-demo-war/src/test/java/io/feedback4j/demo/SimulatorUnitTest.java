package io.feedback4j.demo;

import io.feedback4j.testing.NodeTests;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SimulatorUnitTest {

    @Test
    void thePagesPurePartsPassTheirOwnTests() throws IOException, InterruptedException {
        NodeTests.run(Path.of("src", "test", "js"));
    }
}

package io.feedback4j.web;

import io.feedback4j.testing.NodeTests;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FrontEndUnitTest {

    @Test
    void thePurePartsPassTheirOwnTests() throws IOException, InterruptedException {
        NodeTests.run(Path.of("src", "test", "js"));
    }
}

package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Runs the tests of the front-end's pure parts where Node.js is found; the build does not need it. */
class FrontEndUnitTest {
    private static final Path TESTS = Path.of("src", "test", "js");

    @Test
    void thePurePartsPassTheirOwnTests() throws IOException, InterruptedException {
        requireNode();

        Process node = started("node", "--test", TESTS + "/");
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor()).as(output).isZero();
        assertThat(output).containsPattern("(?m)^\\W*fail 0$").doesNotContainPattern("(?m)^\\W*pass 0$");
    }

    private static void requireNode() throws InterruptedException {
        try {
            Process version = started("node", "--version");
            String found = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            version.waitFor();
            int major = Integer.parseInt(found.replaceAll("^v(\\d+)[\\s\\S]*", "$1"));
            Assumptions.assumeTrue(major >= 20, () -> skipped("Node.js " + found.strip() + " is too old"));
        } catch (IOException e) {
            Assumptions.abort(skipped("no Node.js found"));
        }
    }

    private static String skipped(String reason) {
        String message = "The front-end's own tests are NOT RUN: " + reason;
        System.out.println("[WARNING] " + message);
        return message;
    }

    private static Process started(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}

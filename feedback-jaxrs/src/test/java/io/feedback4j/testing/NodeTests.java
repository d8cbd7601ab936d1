package io.feedback4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Runs tests written for {@code node --test} where Node.js is found; the build does not need it. */
public final class NodeTests {
    private static final int OLDEST_VERSION = 20;

    private NodeTests() {}

    /** Runs all tests of a folder, or skips the calling test loudly where there is no Node.js. */
    public static void run(Path folder) throws IOException, InterruptedException {
        requireNode();
        Process node = started("node", "--test", folder + "/");
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
            Assumptions.assumeTrue(major >= OLDEST_VERSION, () -> skipped("Node.js " + found.strip() + " is too old"));
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

package io.feedback4j.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The front-end's files: as they are written, and as they go out. */
final class Assets {

    private Assets() {}

    static String written(String file) {
        try (InputStream source = JoinedScript.class.getResourceAsStream("assets/" + file)) {
            if (source == null) {
                throw new IllegalArgumentException("No such file: " + file);
            }
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String served(String file) {
        return file.endsWith(".js") ? JoinedScript.of(file, Assets::written) : JoinedScript.trimmed(written(file));
    }
}

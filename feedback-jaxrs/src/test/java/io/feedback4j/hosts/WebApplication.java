package io.feedback4j.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A WAR, unpacked: classes, libraries and a {@code web.xml}. */
final class WebApplication {
    private final Path folder;
    private final Map<String, String> parameters = new TreeMap<>();
    private String declarations = "";

    private WebApplication(Path folder) {
        this.folder = folder;
    }

    static WebApplication in(Path folder) {
        return new WebApplication(folder);
    }

    WebApplication classes(Class<?>... classes) {
        for (Class<?> type : classes) {
            String file = type.getName().replace('.', '/') + ".class";
            try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
                Path target = folder.resolve("WEB-INF/classes").resolve(file);
                Files.createDirectories(target.getParent());
                Files.copy(in, target);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    /** Adds those that are not there yet, as dependency management does. */
    WebApplication libraries(List<Path> jars) {
        try {
            Path libraries = Files.createDirectories(folder.resolve("WEB-INF/lib"));
            for (Path jar : jars) {
                Path library = libraries.resolve(jar.getFileName());
                if (!Files.exists(library)) {
                    Files.copy(jar, library);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A context parameter. */
    WebApplication parameter(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    /** What else is in {@code web.xml}. */
    WebApplication declare(String elements) {
        declarations += elements;
        return this;
    }

    /** @return the folder, ready to be deployed */
    Path build() {
        StringBuilder xml =
                new StringBuilder("<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">");
        parameters.forEach((name, value) -> xml.append("<context-param><param-name>")
                .append(name)
                .append("</param-name><param-value>")
                .append(value)
                .append("</param-value></context-param>"));
        xml.append(declarations).append("</web-app>");
        try {
            Files.createDirectories(folder.resolve("WEB-INF"));
            Files.writeString(folder.resolve("WEB-INF/web.xml"), xml);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

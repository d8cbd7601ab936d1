package io.feedback4j.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.FeedbackSettings;
import io.feedback4j.InvalidConfigException;
import io.feedback4j.SettingSource;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows compiles, and what it calls a setting is one. */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SETTING_ROW = Pattern.compile("^\\| (`feedback\\.[^|]+?) \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`(feedback)?(\\.[a-z.-]+)`");

    @TempDir
    private Path folder;

    @Test
    void itsJavaCompiles() throws IOException {
        List<String> snippets = matches(JAVA);

        assertThat(snippets).hasSize(7);
        for (String snippet : snippets) {
            assertThat(problemsOf(snippet)).as(snippet).isEmpty();
        }
    }

    @Test
    void itsDestinationsAndItsReceiverAreThoseThatAreTested() throws IOException {
        Path tested = Path.of("..", "feedback-core", "src", "test", "java", "io", "feedback4j", "testing");
        String shelf = flat(Files.readString(tested.resolve("Shelf.java")));
        String receiver = flat(Files.readString(tested.resolve("WebhookReceiver.java")));

        List<String> members = matches(JAVA).stream()
                .filter(ReadmeTest::isMember)
                .map(ReadmeTest::flat)
                .toList();
        assertThat(members).hasSize(2).allMatch(member -> shelf.contains(member) || receiver.contains(member));
    }

    private static boolean isMember(String snippet) {
        return snippet.startsWith("static ") || snippet.startsWith("public final class ");
    }

    /** Without regard to how lines are broken. */
    private static String flat(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void itsSettingsAreSettings() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (String row : matches(SETTING_ROW)) {
            String group = "";
            for (MatchResult name : NAME.matcher(row).results().toList()) {
                String rest = name.group(2);
                if (name.group(1) != null) {
                    group = "feedback" + rest.substring(0, rest.lastIndexOf('.'));
                    names.add("feedback" + rest);
                } else {
                    names.add(group + rest);
                }
            }
        }

        assertThat(names).hasSizeGreaterThan(20).contains("feedback.assistants", "feedback.twilio.api-secret");
        assertThat(names)
                .allSatisfy(name -> assertThat(isSetting(name)).as(name).isTrue());
    }

    private static boolean isSetting(String name) {
        SettingSource given = SettingSource.of("test", Map.<String, String>of()::get, List.of(name));
        try {
            FeedbackSettings.read(List.of(given), Path.of("unused"));
            return true;
        } catch (InvalidConfigException e) {
            return false;
        }
    }

    private static List<String> matches(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(README))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private String problemsOf(String snippet) {
        String source = """
                import static java.nio.charset.StandardCharsets.UTF_8;
                import io.feedback4j.*;
                import io.feedback4j.delivery.*;
                import io.feedback4j.model.*;
                import io.feedback4j.jaxrs.FeedbackFeature;
                import io.feedback4j.servlet.FeedbackFilter;
                import io.feedback4j.web.FeedbackForms;
                import jakarta.servlet.*;
                import java.net.URI;
                import java.security.*;
                import java.util.*;
                import java.util.concurrent.*;
                import javax.crypto.Mac;
                import javax.crypto.spec.SecretKeySpec;
                class Readme extends org.glassfish.jersey.server.ResourceConfig {
                    String key; String question; String answer; FeedbackConfig config; String secret; String password; ServletContext context; %s %s
                    void snippet() {
                        %s
                    }
                }
                """.formatted(
                        snippet.contains("FeedbackService service") ? "" : "FeedbackService service;",
                        isMember(snippet) ? snippet.replace("public final class", "static final class") : "",
                        isMember(snippet) ? "" : snippet);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        compiler.getTask(
                        problems,
                        null,
                        null,
                        List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(new Source(source)))
                .call();
        return problems.toString();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Readme.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}

package io.feedback4j.web;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The words of the pages without script, in one language.
 *
 * @param language such as {@code de}
 */
record FormWords(String language, Map<String, String> words) {
    static final List<String> LANGUAGES = List.of("ar", "de", "en", "es", "fr", "ja");

    private static final String OTHERWISE = "en";
    private static final Map<String, FormWords> ALL =
            LANGUAGES.stream().collect(toUnmodifiableMap(language -> language, FormWords::read));

    private static FormWords read(String language) {
        Properties words = new Properties();
        try {
            words.load(new StringReader(Resources.text("form/words-" + language + ".properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FormWords(
                language,
                words.stringPropertyNames().stream().collect(toUnmodifiableMap(name -> name, words::getProperty)));
    }

    /** In the first of these languages that there is, or in English. @param tags in small letters, best first */
    static FormWords in(List<String> tags) {
        for (String tag : tags) {
            FormWords words = ALL.get(tag.split("-", 2)[0]);
            if (words != null) {
                return words;
            }
        }
        return english();
    }

    /** The language that is asked for, or else the best that the caller takes. @param tag {@code null} for none */
    static FormWords of(Request request, @Nullable String tag) {
        return in(isKnown(tag) ? List.of(tag) : Negotiation.languages(request));
    }

    /** Whether there are words in this very language. */
    static boolean isKnown(@Nullable String tag) {
        return tag != null && LANGUAGES.contains(tag);
    }

    private static FormWords english() {
        FormWords words = ALL.get(OTHERWISE);
        if (words == null) {
            throw new IllegalStateException("English is missing");
        }
        return words;
    }

    /** @throws IllegalArgumentException when there is no such word */
    String get(String name) {
        String word = words.get(name);
        if (word == null) {
            throw new IllegalArgumentException("no word " + name + " in " + language);
        }
        return word;
    }

    /** In which direction it is written, as HTML says it. */
    String direction() {
        return language.equals("ar") ? "rtl" : "ltr";
    }
}

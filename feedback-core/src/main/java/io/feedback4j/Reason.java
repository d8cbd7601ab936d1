package io.feedback4j;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * One entry of the catalogue of reasons a voter can choose from.
 *
 * @param id stable and without a language, such as {@code too-long}; what is stored and sent
 * @param labels what a person reads, by language ({@code en}, {@code de}, …); {@code ""} stands for every other one
 */
public record Reason(String id, Map<String, String> labels) {

    public Reason {
        requireNonNull(id, "id");
        labels = Map.copyOf(labels);
    }

    /** The label in this language, else the one for every other language, else English, else the id. */
    public String label(String language) {
        String label = labels.get(language);
        if (label == null) {
            label = labels.get("");
        }
        if (label == null) {
            label = labels.get("en");
        }
        return label == null ? id : label;
    }
}

package io.feedback4j;

import java.util.List;

/** Settings that cannot be used. The message names every one of them, with what is allowed, and never a secret. */
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** @param problems at least one, each a sentence that begins with the setting's name */
    public InvalidConfigException(List<String> problems) {
        super("feedback4j cannot start: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Every problem found; never empty. */
    public List<String> problems() {
        return problems;
    }
}

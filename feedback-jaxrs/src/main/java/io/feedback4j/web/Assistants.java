package io.feedback4j.web;

import io.feedback4j.FeedbackConfig;

/** Which assistants may be named in a path or a body. */
final class Assistants {
    private final FeedbackConfig config;

    Assistants(FeedbackConfig config) {
        this.config = config;
    }

    /** The assistant that is meant. @throws ProblemException when it is not configured, in the same words for everybody */
    String resolve(String name) {
        if (name.equals(FeedbackConfig.DEFAULT_ASSISTANT)) {
            return config.defaultAssistant();
        }
        if (!config.assistants().contains(name)) {
            throw new ProblemException(
                    ProblemKind.NO_SUCH_ASSISTANT,
                    "No assistant of this name is configured. \"default\" stands for the first one.");
        }
        return name;
    }
}

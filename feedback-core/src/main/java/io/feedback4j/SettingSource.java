package io.feedback4j;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One of the places settings are looked up in. */
public final class SettingSource {
    private final String label;
    private final Function<String, @Nullable String> lookup;
    private final Collection<String> names;
    private final boolean environment;

    private SettingSource(
            String label, Function<String, @Nullable String> lookup, Collection<String> names, boolean environment) {
        this.label = requireNonNull(label, "label");
        this.lookup = requireNonNull(lookup, "lookup");
        this.names = List.copyOf(names);
        this.environment = environment;
    }

    /**
     * A place whose names are the settings' own, such as {@code feedback.store.url}. A {@code feedback.} name in it
     * that is no setting is a mistake.
     *
     * @param label where that is, in words for an error message, such as {@code system property}
     * @param lookup finds a value by a setting's name; {@code null} when it is not there
     * @param names every name that is there, others than settings among them
     */
    public static SettingSource of(String label, Function<String, @Nullable String> lookup, Collection<String> names) {
        return new SettingSource(label, lookup, names, false);
    }

    /** The given system properties. */
    public static SettingSource systemProperties(Properties properties) {
        return of("system property", properties::getProperty, properties.stringPropertyNames());
    }

    /**
     * The given environment, where {@code feedback.store.url} is spelt {@code FEEDBACK_STORE_URL}. An unknown {@code
     * FEEDBACK_} name there may be somebody else's and is no mistake; {@link FeedbackSettings#unknownInEnvironment}
     * tells of it.
     */
    public static SettingSource environment(Map<String, String> environment) {
        return new SettingSource("environment", environment::get, environment.keySet(), true);
    }

    /** How a setting is spelt here. */
    String spelling(String setting) {
        return environment ? setting.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT) : setting;
    }

    /** The value under exactly this name; {@code null} when there is none or only white space. */
    @Nullable
    String value(String name) {
        String value = lookup.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    Collection<String> names() {
        return names;
    }

    boolean isEnvironment() {
        return environment;
    }

    @Override
    public String toString() {
        return label;
    }
}

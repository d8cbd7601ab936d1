package io.feedback4j.demo;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What whoever runs the demo has set, in the places where the library looks: context parameters, system properties,
 * environment. The demo asks only whether something is set before it makes something up; reading and checking it is
 * the library's work.
 *
 * @param contextParameter looks a name up; {@code null} when it is not set
 * @param systemProperty likewise
 * @param environment likewise
 */
record HostSettings(Source contextParameter, Source systemProperty, Source environment) {

    /** One place where settings are. */
    @FunctionalInterface
    interface Source {
        @Nullable
        String get(String name);
    }

    /**
     * The value of a setting.
     *
     * @param name such as {@code feedback.twilio.auth-token}
     * @param otherVariables further environment variables it may stand in
     */
    Optional<String> find(String name, String... otherVariables) {
        UnaryOperator<String> asVariable =
                setting -> setting.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
        Stream<@Nullable String> places = Stream.concat(
                Stream.of(
                        contextParameter.get(name), systemProperty.get(name), environment.get(asVariable.apply(name))),
                Stream.of(otherVariables).map(environment::get));
        return places.flatMap(Stream::ofNullable)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** Whether it is set at all. */
    boolean has(String name, String... otherVariables) {
        return find(name, otherVariables).isPresent();
    }
}

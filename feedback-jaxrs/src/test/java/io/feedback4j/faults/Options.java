package io.feedback4j.faults;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to be run.
 *
 * @param only which scenarios; empty for all
 * @param stores on which stores
 * @param scale how much of each
 * @param parallel how many at once
 */
record Options(Set<String> only, Set<StoreKind> stores, Scale scale, int parallel) {

    /** From the system properties {@code faults.only}, {@code .store}, {@code .scale} and {@code .parallel}. */
    static Options read() {
        return new Options(
                words("faults.only"),
                words("faults.store").stream().map(StoreKind::valueOf).collect(Collectors.toSet()),
                Scale.valueOf(property("faults.scale", "SHORT")),
                Integer.parseInt(property(
                        "faults.parallel",
                        String.valueOf(3 * Runtime.getRuntime().availableProcessors()))));
    }

    boolean wants(Scenario scenario) {
        return only.isEmpty() || only.contains(scenario.id().toUpperCase(Locale.ROOT));
    }

    boolean wants(StoreKind store) {
        return stores.isEmpty() || stores.contains(store);
    }

    private static Set<String> words(String name) {
        return Arrays.stream(property(name, "").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty() && !word.equals("ALL"))
                .collect(Collectors.toSet());
    }

    private static String property(String name, String otherwise) {
        String value = System.getProperty(name, "").strip().toUpperCase(Locale.ROOT);
        return value.isEmpty() ? otherwise : value;
    }
}

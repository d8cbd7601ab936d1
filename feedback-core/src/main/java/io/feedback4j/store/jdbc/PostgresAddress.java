package io.feedback4j.store.jdbc;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL database is, and as whom to use it.
 *
 * @param url {@code jdbc:postgresql:…}; its parameters may hold a password
 * @param user {@code null} where the URL says it, or the driver knows
 * @param password {@code null} where the URL says it, or none is needed
 */
public record PostgresAddress(
        String url, @Nullable String user, @Nullable String password) {
    public static final String PREFIX = "jdbc:postgresql:";

    public PostgresAddress {
        if (!requireNonNull(url, "url").startsWith(PREFIX)) {
            throw new IllegalArgumentException("the URL must begin with " + PREFIX);
        }
    }

    /** The address for a reader of logs: no user, no password, no parameters. */
    public String place() {
        String place = url.substring("jdbc:".length());
        int parameters = place.indexOf('?');
        if (parameters >= 0) {
            place = place.substring(0, parameters);
        }
        return place.replaceAll("//[^/]*@", "//");
    }

    /** The {@link #place}. */
    @Override
    public String toString() {
        return place();
    }
}

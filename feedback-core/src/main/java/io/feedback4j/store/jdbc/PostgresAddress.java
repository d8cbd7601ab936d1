package io.feedback4j.store.jdbc;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;
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

    private static final String SHOWN_PREFIX = "postgresql:";
    private static final String HIDDEN = "…";
    private static final String HOST = "(\\[[\\w:.%]+\\]|[^\\s/:@;=&,\\[\\]]*)(:\\d{1,5})?";

    /** Nothing in it can be a piece of a password that is not where it belongs. */
    private static final Pattern PLAIN =
            Pattern.compile("(//" + HOST + "(," + HOST + ")*/|/)?[^\\s/:@;=&#]*", Pattern.UNICODE_CHARACTER_CLASS);

    public PostgresAddress {
        if (!requireNonNull(url, "url").startsWith(PREFIX)) {
            throw new IllegalArgumentException("the URL must begin with " + PREFIX);
        }
    }

    /** The address for a reader of logs: no user, no password, no parameters; nothing of what cannot be told apart. */
    public String place() {
        String base = base().replaceFirst("^//.*@", "//");
        return SHOWN_PREFIX + (isPlain(base) ? base : HIDDEN);
    }

    /** Whether it has the form that the driver knows: a user before the host, for one, is a part of the host to it. */
    boolean isPlain() {
        return isPlain(base());
    }

    /** A password that stands before the host may hold what else begins the parameters. */
    private boolean isPlain(String base) {
        String parameters = parameters();
        int at = parameters.indexOf('@');
        boolean cutApart = at >= 0 && parameters.lastIndexOf('=', at) < 0;
        return !cutApart && PLAIN.matcher(base).matches();
    }

    private String base() {
        int parameters = url.indexOf('?');
        return url.substring(PREFIX.length(), parameters < 0 ? url.length() : parameters);
    }

    private String parameters() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? "" : url.substring(parameters + 1);
    }

    /** The text without what the URL may hold of a password. */
    String withoutSecrets(String text) {
        String told = text.replace(url, place());
        for (String parameter : parameters().split("&")) {
            String value = parameter.substring(parameter.indexOf('=') + 1);
            if (!value.isEmpty() && (parameter.contains("assword") || value.contains("="))) {
                told = told.replace(value, HIDDEN);
            }
        }
        return told;
    }

    /** The {@link #place}. */
    @Override
    public String toString() {
        return place();
    }
}

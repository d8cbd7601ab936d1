package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.PERMANENT;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedback4j.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;

/** Brings a database to the tables this version knows: numbered scripts, each applied once, in order. */
final class Schema {
    /** One script for each version, the first for version 1. Never change one that was released: add another. */
    private static final List<String> SCRIPTS = List.of(
            "001-feedback.sql",
            "002-desk.sql",
            "003-lease.sql",
            "004-reading.sql",
            "005-parked.sql",
            "007-impressions.sql");

    private static final String VERSION = "schema_version";

    private final List<String> scripts;

    Schema() {
        this(SCRIPTS);
    }

    Schema(List<String> scripts) {
        this.scripts = scripts;
    }

    /**
     * Whether the tables are there as this version knows them, so that nothing is to be applied. Makes nothing, for which
     * a user of the database might not have the right.
     *
     * @throws StoreException when the tables were made by a newer version
     */
    boolean isApplied(Statements statements) throws SQLException {
        return present(statements) == scripts.size();
    }

    /**
     * To be run in a transaction.
     *
     * @throws StoreException when the tables were made by a newer version
     */
    void apply(Statements statements) throws SQLException {
        int present = present(statements);
        if (present == scripts.size()) {
            return;
        }
        statements.run(statements.dialect().script(MetaSql.CREATE));
        for (String script : scripts.subList(present, scripts.size())) {
            run(statements, script);
        }
        MetaSql.put(statements, VERSION, Integer.toString(scripts.size()));
    }

    private int present(Statements statements) throws SQLException {
        String version =
                statements.dialect().hasTable(statements, MetaSql.TABLE) ? MetaSql.find(statements, VERSION) : null;
        int present = version == null ? 0 : Integer.parseInt(version);
        if (present > scripts.size()) {
            throw new StoreException(
                    PERMANENT,
                    "The store was written by a newer version of this library (tables of version " + present
                            + ", this one knows " + scripts.size() + "): use that version again",
                    null);
        }
        return present;
    }

    private static void run(Statements statements, String script) throws SQLException {
        String text = statements.dialect().script(text(script).replaceAll("(?m)^--.*$", ""));
        for (String statement : text.split(";\\s*(\n|$)")) {
            if (!statement.isBlank()) {
                statements.run(statement.strip());
            }
        }
    }

    private static String text(String script) {
        try (InputStream in = Schema.class.getResourceAsStream("schema/" + script)) {
            if (in == null) {
                throw new IllegalStateException("script " + script + " is missing from the jar");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

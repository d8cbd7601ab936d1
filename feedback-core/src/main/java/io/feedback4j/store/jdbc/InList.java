package io.feedback4j.store.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Statements that ask for many ids at once, in portions of one size, so that few different statements are prepared. */
final class InList {
    private static final int PORTION = 64;
    static final String MARKS = String.join(", ", Collections.nCopies(PORTION, "?"));

    private InList() {}

    /**
     * @param sql holds {@code IN (?)} once, at the place of the last parameters
     * @param before binds what stands before it
     */
    static <T> List<T> list(
            Statements statements,
            String sql,
            Statements.Binder before,
            Collection<String> ids,
            Statements.Reader<T> reader)
            throws SQLException {
        return list(statements, sql, before, ids, binds -> {}, reader);
    }

    /**
     * @param sql holds {@code IN (?)} once
     * @param before binds what stands before it
     * @param after binds what stands after it
     */
    static <T> List<T> list(
            Statements statements,
            String sql,
            Statements.Binder before,
            Collection<String> ids,
            Statements.Binder after,
            Statements.Reader<T> reader)
            throws SQLException {
        String portioned = sql.replace("IN (?)", "IN (" + MARKS + ")");
        List<T> answer = new ArrayList<>();
        for (List<String> portion : portions(ids)) {
            answer.addAll(statements.list(
                    portioned,
                    binds -> {
                        before.bind(binds);
                        bind(binds, portion);
                        after.bind(binds);
                    },
                    reader));
        }
        return answer;
    }

    /** Each for one binding of {@link #MARKS}. */
    static List<List<String>> portions(Collection<String> ids) {
        List<String> all = List.copyOf(ids);
        List<List<String>> portions = new ArrayList<>();
        for (int start = 0; start < all.size(); start += PORTION) {
            portions.add(all.subList(start, Math.min(start + PORTION, all.size())));
        }
        return portions;
    }

    static void bind(Binds binds, List<String> portion) throws SQLException {
        for (int i = 0; i < PORTION; i++) {
            // The last portion is filled up with its own last id: asking twice finds it once.
            binds.text(portion.get(Math.min(i, portion.size() - 1)));
        }
    }
}

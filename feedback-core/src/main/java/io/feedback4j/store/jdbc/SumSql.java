package io.feedback4j.store.jdbc;

import io.feedback4j.store.VoteCounts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The columns in which {@link VoteCounts} are kept, and a scope in which sums are looked for. */
final class SumSql {
    private static final List<String> NAMES = Arrays.asList(
            "votes,scored,positive,negative,comments,reasoned,score_sum,score_squares,h0,h1,h2,h3,h4,h5,h6,h7,h8,h9,h10"
                    .split(","));

    /** In the order of {@link VoteCounts#numbers()}. */
    static final String COLUMNS = String.join(", ", NAMES);

    static final String MARKS = String.join(", ", Collections.nCopies(NAMES.size(), "?"));

    /** The sum of each; whole numbers, which PostgreSQL would make something longer of. */
    static final String SUMS = NAMES.stream().map(SumSql::sum).collect(Collectors.joining(", "));

    /** Binds: from, until. */
    static final String OF_ALL = " WHERE bucket >= ? AND bucket < ?";

    /** Binds: from, until, assistant. */
    static final String OF_ONE = OF_ALL + " AND assistant_id = ?";

    private SumSql() {}

    static String sum(String column) {
        return "CAST(COALESCE(SUM(" + column + "), 0) AS BIGINT)";
    }

    /** What adds the new values of the columns to those that are there. */
    static String adding(String table) {
        return NAMES.stream()
                .map(name -> name + " = " + table + "." + name + " + excluded." + name)
                .collect(Collectors.joining(", "));
    }

    /** That all of them are 0. */
    static String nothing() {
        return NAMES.stream().map(name -> name + " = 0").collect(Collectors.joining(" AND "));
    }

    /** What puts the new values of the columns in the place of those that are there. */
    static String setting() {
        return NAMES.stream().map(name -> name + " = excluded." + name).collect(Collectors.joining(", "));
    }

    static Binds bind(Binds binds, VoteCounts counts) throws SQLException {
        for (long number : counts.numbers()) {
            binds.number(number);
        }
        return binds;
    }

    static VoteCounts read(Row row) throws SQLException {
        List<Long> numbers = new ArrayList<>(NAMES.size());
        for (int i = 0; i < NAMES.size(); i++) {
            numbers.add(row.number());
        }
        return VoteCounts.of(numbers);
    }
}

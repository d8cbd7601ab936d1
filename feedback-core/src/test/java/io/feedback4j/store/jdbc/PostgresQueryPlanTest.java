package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Queries.query;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.testing.MutableClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * As {@link QueryPlanTest}, where the database decides by what it knows of the rows: among twenty thousand votes that
 * are delivered and a few hundred that wait, what runs often walks along an index, and reads no table from its beginning.
 */
class PostgresQueryPlanTest {
    private static final String VOTES = """
            INSERT INTO feedback SELECT 'aia_fdbk_' || lpad(n::text, 8, '0'), 'aia_asst_1', 's' || n / 3, 'm' || n, '', 1,
                1.0, 'text', '', 'current', 'vote', 'k' || n, 'h', n * 1000, n * 1000
            FROM generate_series(1, 20000) AS n
            """;

    private static final String DELIVERIES = """
            INSERT INTO delivery SELECT id, 'twilio', 'aia_asst_1', s.state,
                CASE WHEN s.state IN ('settling', 'ready', 'sending', 'uncertain') THEN s.n * 1000 END, s.n * 1000, 1, 0,
                1, NULL, NULL, s.n * 1000, s.n * 1000, 'f' || s.n, CASE WHEN s.state = 'delivered' THEN 'u' || s.n END,
                NULL, NULL, s.n * 1000, s.n * 1000, NULL, 0
            FROM (SELECT id, created_at / 1000 AS n, CASE WHEN created_at <= 19500000 THEN 'delivered'
                WHEN created_at <= 19550000 THEN 'rejected' WHEN created_at <= 19570000 THEN 'uncertain'
                WHEN created_at <= 19580000 THEN 'sending' WHEN created_at <= 19800000 THEN 'ready'
                ELSE 'settling' END AS state FROM feedback) AS s
            """;

    private static Connection connection;

    @BeforeAll
    static void fill() throws SQLException {
        var database = Postgres.emptied();
        Postgres.open(database, new MutableClock()).close();
        connection = database.connect();
        run("SET search_path = feedback4j");
        run(VOTES);
        run(DELIVERIES);
        run("ANALYZE");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @Test
    void findsWhatIsDueAlongAnIndex() throws SQLException {
        assertThat(plan(ClaimSql.DUE, "twilio", "ready", ASSISTANT, 30_000_000L, 0L, 50L))
                .contains("delivery_state")
                .doesNotContain("Seq Scan");
        assertThat(plan(ClaimSql.NEXT_DUE, "twilio", "settling", ASSISTANT, 0L))
                .contains("delivery_state")
                .doesNotContain("Seq Scan");
        assertThat(plan(ClaimSql.UNCERTAIN, "twilio", ASSISTANT, 30_000_000L, 1_000L))
                .contains("delivery_state")
                .doesNotContain("Seq Scan");
    }

    @Test
    void claimsByKey() throws SQLException {
        assertThat(plan(ClaimSql.FREE, "twilio", array("aia_fdbk_00019700", "aia_fdbk_00019701")))
                .contains("delivery_pkey")
                .doesNotContain("Seq Scan");
        assertThat(plan(ClaimSql.CLAIM, 9L, "node", 9L, 9L, 9L, 9L, "f", 9L, "aia_fdbk_00019700", "twilio", 9L, 0L))
                .contains("delivery_pkey")
                .doesNotContain("Seq Scan");
        assertThat(plan(ClaimSql.END_OVER, 9L, 9L, "twilio", 9L))
                .contains("delivery_state")
                .doesNotContain("Seq Scan");
    }

    @Test
    void looksForAnEqualOneAmongThoseThatAreBeingSent() throws SQLException {
        assertThat(plan(OutcomeSql.EQUAL_ON_ITS_WAY, "aia_fdbk_00019560", "twilio"))
                .contains("delivery_pkey")
                .contains("delivery_state")
                .doesNotContain("Seq Scan");
    }

    @Test
    void looksUpTargetsAndKeysOfABatchByTheirIndexes() throws SQLException {
        String assistants = array(ASSISTANT, ASSISTANT);
        String sessions = array("s1", "s2");
        assertThat(plan(BatchSql.LATEST, assistants, sessions, array("m3", "m6"), array("", "")))
                .contains("feedback_number")
                .doesNotContain("Seq Scan");
        assertThat(plan(BatchSql.KEYS, assistants, sessions, array("", ""), array("k3", "k6")))
                .contains("feedback_key")
                .doesNotContain("Seq Scan");
    }

    @Test
    void looksUpOneTargetByItsIndex() throws SQLException {
        assertThat(plan(FeedbackSql.LATEST, ASSISTANT, "s1", "m3", ""))
                .contains("feedback_number")
                .doesNotContain("Seq Scan");
        assertThat(plan(FeedbackSql.FIND_KEY, ASSISTANT, "s1", "", "k3"))
                .contains("feedback_key")
                .doesNotContain("Seq Scan");
    }

    @Test
    void findsWhatIsOldAndWhatIsToBeLookedAtAgainAlongAnIndex() throws SQLException {
        assertThat(plan(Upkeep.OLD, 9L, "aia_fdbk_00000001", "aia_fdbk_00001000", 1_000L))
                .contains("feedback_pkey")
                .doesNotContain("Seq Scan on feedback");
        assertThat(plan(Upkeep.KEYS, "aia_fdbk_00000001", "aia_fdbk_00001000", 1_000L))
                .contains("feedback_pkey")
                .doesNotContain("Seq Scan");
        assertThat(plan(SentSql.SECOND_LOOKS, "twilio", ASSISTANT, 9L, 1_000L))
                .contains("delivery_look")
                .doesNotContain("Seq Scan");
    }

    @Test
    void pagesAlongAnIndex() throws SQLException {
        assertThat(plan(ListSql.of(query().build()), ASSISTANT, 50L))
                .contains("Index Scan")
                .doesNotContain("Seq Scan")
                .doesNotContain("Sort");
    }

    /** As the driver does it: with the values known. */
    private static String plan(String sql, Object... values) throws SQLException {
        StringBuilder numbered = new StringBuilder();
        int parameter = 0;
        for (String part : sql.split("\\?", -1)) {
            numbered.append(parameter == 0 ? "" : "$" + parameter).append(part);
            parameter++;
        }
        String types = Arrays.stream(values)
                .map(value ->
                        value.toString().startsWith("ARRAY[") ? "text[]" : value instanceof Long ? "bigint" : "text")
                .collect(joining(", "));
        String literals =
                Arrays.stream(values).map(PostgresQueryPlanTest::literal).collect(joining(", "));
        run("PREPARE planned (" + types + ") AS " + numbered);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN EXECUTE planned (" + literals + ")")) {
            StringBuilder plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
            return plan.toString();
        } finally {
            run("DEALLOCATE planned");
        }
    }

    private static String literal(Object value) {
        String text = value.toString();
        return value instanceof Long || text.startsWith("ARRAY[") ? text : "'" + text + "'";
    }

    private static String array(String... values) {
        return Arrays.stream(values).map(value -> "'" + value + "'").collect(joining(", ", "ARRAY[", "]"));
    }

    private static void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

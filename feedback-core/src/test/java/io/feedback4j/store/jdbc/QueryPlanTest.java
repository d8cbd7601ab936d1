package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Queries.query;
import static io.feedback4j.testing.Votes.nextId;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.store.RejectedFilter;
import io.feedback4j.store.RejectedPosition;
import io.feedback4j.store.RejectedQuery;
import io.feedback4j.store.Undelivered;
import io.feedback4j.testing.Queries;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What runs often must not get slower with what is kept: no walk through a table, no sorting of all that is found. */
class QueryPlanTest {
    @TempDir
    private Path folder;

    private Statements statements;

    @BeforeEach
    void open() throws SQLException {
        Path file = folder.resolve("feedback.db");
        SqliteStore.open(
                        file,
                        () -> Instant.EPOCH,
                        new SqliteStore.Options(List.of("twilio"), Duration.ZERO, Duration.ofMinutes(5)))
                .close();
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        statements = new Statements(source.getConnection());
    }

    @AfterEach
    void close() throws SQLException {
        statements.close();
    }

    @Test
    void pagesAlongAnIndexHoweverFarBehind() throws SQLException {
        assertThat(plan(query().behind(nextId())))
                .containsExactly("SEARCH f USING INDEX feedback_page (assistant_id=? AND id<?)");
        assertThat(plan(query().before(nextId())))
                .containsExactly("SEARCH f USING INDEX feedback_page (assistant_id=? AND id>?)");
        assertThat(plan(query())).containsExactly("SEARCH f USING INDEX feedback_page (assistant_id=?)");
    }

    @Test
    void looksAtOneSessionsRowsOnly() throws SQLException {
        assertThat(plan(query().session("s").behind(nextId())).get(0))
                .isEqualTo("SEARCH f USING INDEX feedback_number (assistant_id=? AND session_id=?)");
        assertThat(plan(query().session("s").message("m").behind(nextId())).get(0))
                .isEqualTo("SEARCH f USING INDEX feedback_number (assistant_id=? AND session_id=? AND message_id=?)");
    }

    @Test
    void findsTheRejectedByTheirIndex() throws SQLException {
        assertThat(plan(query().state(DeliveryState.REJECTED).behind(nextId())))
                .anyMatch(step -> step.contains("delivery_rejected"))
                .noneMatch(step -> step.contains("SCAN"));
    }

    @Test
    void findsOldImpressionsAlongAnIndex() throws SQLException {
        assertThat(plan(ImpressionSql.HAS_OLD).get(0))
                .isEqualTo("SEARCH impression USING COVERING INDEX impression_seen (seen_at<?)");
        assertThat(plan(ImpressionSql.PURGE)).noneMatch(step -> step.startsWith("SCAN impression"));
    }

    @Test
    void findsWhatIsDueAlongAnIndex() throws SQLException {
        assertThat(plan(ClaimSql.DUE).get(0))
                .startsWith("SEARCH w USING INDEX delivery_state (destination=? AND state=? AND assistant_id=? AND");
        assertThat(plan(ClaimSql.NEXT_DUE).get(0))
                .startsWith("SEARCH w USING INDEX delivery_state (destination=? AND state=? AND assistant_id=? AND");
        assertThat(plan(ClaimSql.UNCERTAIN).get(0))
                .startsWith("SEARCH w USING INDEX delivery_state (destination=? AND state=? AND assistant_id=? AND");
        assertThat(List.of(ClaimSql.DUE, ClaimSql.NEXT_DUE, ClaimSql.UNCERTAIN, ClaimSql.UNRESOLVED))
                .allSatisfy(sql -> assertThat(plan(sql))
                        .noneMatch(step -> step.startsWith("SCAN") || step.contains("TEMP B-TREE")));
    }

    @Test
    void claimsByKey() throws SQLException {
        assertThat(plan(ClaimSql.CLAIM)).noneMatch(step -> step.startsWith("SCAN"));
        assertThat(plan(ClaimSql.CLAIM).get(0)).contains("feedback_id=? AND destination=?");
        assertThat(plan(ClaimSql.END_OVER).get(0)).contains("delivery_state (destination=? AND state=?");
        assertThat(plan(ClaimSql.CLAMP).get(0)).contains("delivery_state (destination=? AND state=?");
    }

    @Test
    void looksForAnEqualOneAmongThoseThatAreBeingSent() throws SQLException {
        assertThat(plan(OutcomeSql.EQUAL_ON_ITS_WAY))
                .hasSize(2)
                .anyMatch(step -> step.contains("delivery_state (destination=? AND state=? AND assistant_id=?"));
    }

    @Test
    void looksUpTargetsAndKeysByTheirIndexes() throws SQLException {
        assertThat(plan(FeedbackSql.LATEST))
                .containsExactly("SEARCH feedback USING INDEX feedback_number"
                        + " (assistant_id=? AND session_id=? AND message_id=? AND voter=?)");
        assertThat(plan(FeedbackSql.NEWEST_THAT_STAYS))
                .containsExactly("SEARCH feedback USING INDEX feedback_number"
                        + " (assistant_id=? AND session_id=? AND message_id=? AND voter=? AND number>? AND number<?)");
        assertThat(plan(FeedbackSql.FIND_KEY))
                .containsExactly("SEARCH feedback USING INDEX feedback_key"
                        + " (assistant_id=? AND session_id=? AND voter=? AND idempotency_key=?)");
        assertThat(plan(FeedbackSql.CURRENT).get(0))
                .isEqualTo("SEARCH f USING INDEX feedback_current (assistant_id=? AND session_id=?)");
    }

    @Test
    void findsWhatIsOldAndWhatIsToBeBoundAlongAnIndex() throws SQLException {
        assertThat(plan(Upkeep.OLD)).noneMatch(QueryPlanTest::isSlow);
        assertThat(plan(Upkeep.KEYS)).noneMatch(QueryPlanTest::isSlow);
        assertThat(plan(DefaultBinding.NEXT)).noneMatch(QueryPlanTest::isSlow);
    }

    @Test
    void findsWhatAnImportAsksForAlongAnIndex() throws SQLException {
        assertThat(plan(SentSql.SECOND_LOOKS).get(0)).contains("delivery_look (destination=? AND assistant_id=? AND");
        assertThat(plan(ImportSql.CONFIRMED).get(0)).contains("delivery_upstream (destination=? AND upstream_id>?)");
        assertThat(List.of(
                        SentSql.SECOND_LOOKS,
                        SentSql.NAMELESS,
                        SentSql.OTHERS,
                        SurplusSql.EQUAL_ON_ITS_WAY,
                        ImportSql.CONFIRMED,
                        ImportSql.ERASED,
                        ImportSql.SAID_LATER,
                        ImportSql.SAID_BEFORE))
                .allSatisfy(sql -> assertThat(plan(sql)).noneMatch(QueryPlanTest::isSlow));
    }

    private static boolean isSlow(String step) {
        return step.startsWith("SCAN") || step.contains("TEMP B-TREE");
    }

    @Test
    void countsWithoutALookAtTheTable() throws SQLException {
        assertThat(plan(LedgerSql.BOOKS))
                .filteredOn(step -> step.contains("delivery"))
                .containsExactly("SEARCH delivery USING COVERING INDEX delivery_state (destination=?)");
        assertThat(plan(LedgerSql.BOOKS)).noneMatch(QueryPlanTest::isSlow);
    }

    @Test
    void pagesThroughTheRejectedAlongAnIndex() throws SQLException {
        RejectedPosition behind = new RejectedPosition(Instant.EPOCH, "a", nextId(), "twilio");
        for (boolean oldestFirst : List.of(true, false)) {
            assertThat(plan(RejectedSql.of(new RejectedQuery(RejectedFilter.ALL, oldestFirst, behind, 50))))
                    .noneMatch(step -> step.contains("TEMP B-TREE") || step.startsWith("SCAN f"))
                    .first()
                    .asString()
                    .contains("d USING INDEX delivery_desk");
        }
        assertThat(plan(RejectedSql.of(RejectedFilter.ALL, 50)))
                .containsExactly("SCAN d USING COVERING INDEX delivery_desk");
        assertThat(plan(RejectedSql.of(new RejectedFilter(null, "a", "twilio", 400, null, Instant.EPOCH), 50)))
                .containsExactly("SEARCH d USING COVERING INDEX delivery_desk (updated_at<?)");
        assertThat(plan(RejectedSql.of(new RejectedFilter(nextId(), null, null, null, null, null), 50))
                        .get(0))
                .contains("delivery_rejected_feedback (feedback_id=?)");
        for (Undelivered state : Undelivered.values()) {
            assertThat(plan(RejectedSql.leaving(state))).noneMatch(QueryPlanTest::isSlow);
        }
    }

    @Test
    void findsWhatIsParkedAndWhatWaitsForADestinationThatIsGoneAlongAnIndex() throws SQLException {
        RejectedFilter parked = RejectedFilter.ALL.in(Undelivered.PARKED);
        assertThat(plan(RejectedSql.of(new RejectedQuery(parked, true, null, 50)))
                        .get(0))
                .contains("d USING INDEX delivery_parked");
        assertThat(plan(RejectedSql.of(parked, 50))).noneMatch(step -> step.contains("TEMP B-TREE"));
        RejectedFilter one = new RejectedFilter(nextId(), null, null, null, null, null);
        assertThat(plan(RejectedSql.of(one.in(Undelivered.PARKED), 50)).get(0)).contains("(feedback_id=?");
        assertThat(plan(RejectedSql.of(one.in(Undelivered.EITHER), 50)).get(0)).contains("(feedback_id=?");
        RejectedFilter waiting = new RejectedFilter(null, null, "gone", null, null, null).in(Undelivered.WAITING);
        assertThat(plan(RejectedSql.of(waiting, 50)))
                .noneMatch(QueryPlanTest::isSlow)
                .anyMatch(step -> step.contains("delivery_state (destination=?"));
        assertThat(plan(ParkSql.PARK)).noneMatch(QueryPlanTest::isSlow);
        assertThat(plan(ParkSql.UNPARK)).first().asString().contains("delivery_parked");
    }

    @Test
    void readsTheAuditByItsKey() throws SQLException {
        assertThat(plan(AuditSql.LIST)).noneMatch(QueryPlanTest::isSlow);
        assertThat(plan(AuditSql.HAS_OLD)).noneMatch(QueryPlanTest::isSlow);
        assertThat(plan(AuditSql.PURGE)).noneMatch(QueryPlanTest::isSlow);
    }

    private List<String> plan(Queries query) throws SQLException {
        return plan(ListSql.of(query.build()));
    }

    private List<String> plan(String sql) throws SQLException {
        return statements.list("EXPLAIN QUERY PLAN " + sql, binds -> {}, row -> {
            long id = row.number() + row.number() + row.number();
            assertThat(id).isNotNegative();
            return row.text();
        });
    }
}

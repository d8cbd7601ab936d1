package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.BUSY;
import static io.feedback4j.store.jdbc.Connections.Use.LOOK;
import static io.feedback4j.store.jdbc.Connections.Use.SEARCH;
import static io.feedback4j.store.jdbc.Connections.Use.WORK;

import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.store.BucketCounts;
import io.feedback4j.store.BucketReason;
import io.feedback4j.store.BucketSessions;
import io.feedback4j.store.Burst;
import io.feedback4j.store.InsightsStore;
import io.feedback4j.store.Marker;
import io.feedback4j.store.Moment;
import io.feedback4j.store.RankQuery;
import io.feedback4j.store.Ranked;
import io.feedback4j.store.Responses;
import io.feedback4j.store.Scope;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Totals;
import io.feedback4j.store.VoteQuery;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What votes add up to, kept in tables. Thread-safe. */
final class JdbcInsightsStore implements InsightsStore {
    private final Jdbc jdbc;
    private final InstantSource clock;

    /** @param clock the same for all who share the database */
    JdbcInsightsStore(Jdbc jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public int fold(int limit) {
        return jdbc.read("look for votes to add up", WORK, Folding::isNeeded)
                ? jdbc.write("add votes up", statements -> Folding.fold(statements, limit))
                : 0;
    }

    @Override
    public void rebuild() {
        jdbc.write("begin to add up anew", statements -> {
            Folding.begin(statements);
            return "";
        });
    }

    @Override
    public Moment<List<Totals>> totals(List<Scope> scopes) {
        return search("add votes up", statements -> {
            List<Totals> totals = new ArrayList<>(scopes.size());
            for (Scope scope : scopes) {
                totals.add(InsightsSql.totals(statements, scope));
            }
            return totals;
        });
    }

    @Override
    public Responses responses(Scope scope) {
        return search("look at what was shown", statements -> ResponseSql.responses(statements, scope))
                .value();
    }

    @Override
    public Moment<List<BucketCounts>> series(Scope scope) {
        return search("read votes by time", statements -> InsightsSql.series(statements, scope));
    }

    @Override
    public Moment<List<BucketSessions>> sessionSeries(Scope scope) {
        return search("read sessions by time", statements -> InsightsSql.sessionSeries(statements, scope));
    }

    @Override
    public Moment<List<BucketReason>> reasonSeries(Scope scope) {
        return search("read reasons by time", statements -> InsightsSql.reasonSeries(statements, scope));
    }

    @Override
    public Moment<List<Ranked>> sessions(RankQuery query) {
        return search("rank sessions", statements -> RankSql.sessions(statements, query));
    }

    @Override
    public Moment<List<Ranked>> messages(RankQuery query) {
        return search("rank messages", statements -> RankSql.messages(statements, query));
    }

    @Override
    public Moment<List<Ranked>> assistants(Scope scope) {
        return search("read assistants", statements -> InsightsSql.assistants(statements, scope));
    }

    @Override
    public Moment<List<Burst>> bursts(Scope scope, int limit) {
        return search(
                "read bursts",
                statements -> BurstSql.list(statements, scope, limit).stream()
                        .map(BurstSql.Found::burst)
                        .toList());
    }

    /** As of when is read in the same transaction as what is read. */
    private <T> Moment<T> search(String action, Jdbc.Work<T> work) {
        try {
            return jdbc.read(action, SEARCH, statements -> new Moment<>(asOf(statements), work.run(statements)));
        } catch (StoreException e) {
            throw StoreErrors.isInterrupt(e.getCause())
                    ? new StoreException(BUSY, "Adding up took too long; ask for a shorter time", e)
                    : e;
        }
    }

    private Instant asOf(Statements statements) throws SQLException {
        Instant waiting = CountChangeSql.waitsSince(statements);
        return waiting == null ? clock.instant() : waiting;
    }

    @Override
    public Optional<Burst> decide(String burstId, boolean included) {
        return jdbc.write(
                "decide about a burst",
                statements -> Optional.ofNullable(BurstSql.decide(statements, burstId, included)));
    }

    @Override
    public List<FeedbackRecord> votes(VoteQuery query) {
        try {
            return jdbc.read(
                    "list votes",
                    SEARCH,
                    statements -> DeliverySql.withDeliveries(statements, ListSql.list(statements, query)));
        } catch (StoreException e) {
            throw StoreErrors.isInterrupt(e.getCause())
                    ? new StoreException(BUSY, "The search took too long; narrow it by session or time", e)
                    : e;
        }
    }

    @Override
    public void mark(Marker marker) {
        jdbc.write("keep a marker", statements -> {
            MarkerSql.add(statements, marker);
            return marker;
        });
    }

    @Override
    public List<Marker> markers(@Nullable String assistantId, Instant from, Instant until, int limit) {
        return jdbc.read(
                "read markers", LOOK, statements -> MarkerSql.list(statements, assistantId, from, until, limit));
    }

    @Override
    public boolean unmark(String id) {
        return jdbc.write("forget a marker", statements -> MarkerSql.delete(statements, id));
    }
}

package io.feedback4j.store.jdbc;

import static io.feedback4j.store.jdbc.Connections.Use.LOOK;
import static io.feedback4j.store.jdbc.Connections.Use.SEARCH;
import static io.feedback4j.store.jdbc.Connections.Use.WORK;

import io.feedback4j.store.Alert;
import io.feedback4j.store.AlertState;
import io.feedback4j.store.AlertStore;
import io.feedback4j.store.ScoredVote;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is watched, and what was noticed, kept in tables. Thread-safe. */
final class JdbcAlertStore implements AlertStore {
    private final Jdbc jdbc;

    JdbcAlertStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<AlertState> state(String assistantId) {
        return jdbc.read(
                "read how far the watch is",
                WORK,
                statements -> Optional.ofNullable(AlertSql.state(statements, assistantId)));
    }

    @Override
    public String position(Instant moment) {
        return Upkeep.firstIdOf(moment);
    }

    @Override
    public Portion votes(String assistantId, String position, Instant until, boolean changesToo, int limit) {
        String end = Upkeep.firstIdOf(until);
        List<ScoredVote> votes = jdbc.read(
                "look at votes",
                changesToo ? SEARCH : WORK,
                statements -> AlertSql.votes(statements, assistantId, position, end, changesToo, limit));
        boolean more = votes.size() == limit;
        String last = more ? votes.get(limit - 1).id() : end;
        return new Portion(votes, last.compareTo(position) > 0 ? last : position, more);
    }

    @Override
    public boolean save(@Nullable AlertState before, AlertState after, List<Alert> changed) {
        return jdbc.write("keep how far the watch is", statements -> {
            boolean first = AlertSql.save(statements, before, after);
            for (Alert alert : first ? changed : List.<Alert>of()) {
                AlertSql.put(statements, alert);
            }
            return first;
        });
    }

    @Override
    public List<Alert> unannounced(int limit) {
        return jdbc.read("read alarms", WORK, statements -> AlertSql.unannounced(statements, limit));
    }

    @Override
    public void announced(String id, Instant at) {
        jdbc.write("note that an alarm was told", statements -> {
            AlertSql.announced(statements, id, at);
            return id;
        });
    }

    @Override
    public List<Alert> newest(@Nullable String assistantId, int limit) {
        return jdbc.read("read alarms", LOOK, statements -> AlertSql.newest(statements, assistantId, limit));
    }
}

package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.BUSY;
import static io.feedback4j.store.jdbc.Connections.Use.LOOK;
import static io.feedback4j.store.jdbc.Connections.Use.SEARCH;
import static io.feedback4j.store.jdbc.Connections.Use.WORK;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.Target;
import io.feedback4j.store.Change;
import io.feedback4j.store.FeedbackQuery;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Written;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was said, kept in tables. Thread-safe. */
final class JdbcFeedbackStore implements FeedbackStore {
    private static final String NOTED_TIME = "noted_time";

    private final Jdbc jdbc;
    private final ChangeWriter writer;
    private final Upkeep upkeep;
    private volatile byte @Nullable [] secret;

    JdbcFeedbackStore(Jdbc jdbc, ChangeWriter writer) {
        this.jdbc = jdbc;
        this.writer = writer;
        this.upkeep = new Upkeep(jdbc);
    }

    @Override
    public List<Written> write(List<Change> changes) {
        if (changes.stream().anyMatch(Change.Accept.class::isInstance)) {
            jdbc.checkAccepting();
        }
        try {
            return writeTogether(changes);
        } catch (StoreException e) {
            if (PostgresErrors.isLocked(e.getCause())) {
                return writeFree(changes);
            }
            if (!StoreErrors.isAboutData(e.getCause())) {
                throw e;
            }
            return writeEach(changes);
        }
    }

    private List<Written> writeTogether(List<Change> changes) {
        return jdbc.write("write " + changes.size() + " changes down", statements -> writer.write(statements, changes));
    }

    /** So that who holds a session for long stands in the way of its votes alone. */
    private List<Written> writeFree(List<Change> changes) {
        return jdbc.write(
                "write those of " + changes.size() + " changes down that nobody holds",
                statements -> FreeChanges.write(statements, writer, changes));
    }

    /** So that what the database refuses fails alone. */
    private List<Written> writeEach(List<Change> changes) {
        List<Written> written = new ArrayList<>(changes.size());
        for (Change change : changes) {
            try {
                written.addAll(writeTogether(List.of(change)));
            } catch (StoreException e) {
                if (!StoreErrors.isAboutData(e.getCause())) {
                    throw written.isEmpty() ? e : partly(e);
                }
                written.add(new Written.Refused(refusal(e)));
            }
        }
        return written;
    }

    private static StoreException partly(StoreException e) {
        return new StoreException(e.kind(), e.getMessage() + " (it is not known which of the others were written)", e);
    }

    private static String refusal(StoreException e) {
        return e.getCause() instanceof SQLException cause
                ? "the database refuses it (code " + cause.getErrorCode() + ", state " + cause.getSQLState() + ")"
                : "the database refuses it";
    }

    @Override
    public List<FeedbackRecord> list(FeedbackQuery query) {
        try {
            return jdbc.read(
                    "list feedback",
                    SEARCH,
                    statements -> DeliverySql.withDeliveries(statements, ListSql.list(statements, query)));
        } catch (StoreException e) {
            throw StoreErrors.isInterrupt(e.getCause())
                    ? new StoreException(BUSY, "The search took too long; narrow it by session or time", e)
                    : e;
        }
    }

    @Override
    public Optional<FeedbackRecord> find(String assistantId, FeedbackId id) {
        return jdbc.read("find feedback", LOOK, statements -> {
            Feedback feedback = FeedbackSql.find(statements, assistantId, id.value());
            return feedback == null ? Optional.empty() : Optional.of(DeliverySql.withDeliveries(statements, feedback));
        });
    }

    @Override
    public List<Feedback> history(Target target, int limit) {
        return jdbc.read(
                "read the history of a target", LOOK, statements -> FeedbackSql.history(statements, target, limit));
    }

    @Override
    public List<Feedback> current(String assistantId, String sessionId, String voter, int limit) {
        return jdbc.read(
                "read the current feedback of a session",
                LOOK,
                statements -> FeedbackSql.current(statements, assistantId, sessionId, voter, limit));
    }

    @Override
    public int forgetKeys(Instant before, int limit) {
        return upkeep.forgetKeys(before, limit);
    }

    @Override
    public int purge(Instant before, int limit) {
        return upkeep.purge(before, limit);
    }

    @Override
    public @Nullable Instant notedTime() {
        return jdbc.read("read the time", WORK, statements -> Optional.ofNullable(MetaSql.find(statements, NOTED_TIME)))
                .map(Instant::parse)
                .orElse(null);
    }

    @Override
    public void noteTime(Instant moment) {
        jdbc.write("note the time", statements -> {
            MetaSql.put(statements, NOTED_TIME, moment.toString());
            return moment;
        });
    }

    @Override
    public byte[] secret() {
        byte[] known = secret;
        if (known == null) {
            known = jdbc.read("read the secret", LOOK, MetaSql::secret);
            secret = known;
        }
        return known.clone();
    }

    @Override
    public void checkWritable() {
        jdbc.checkAccepting();
    }
}

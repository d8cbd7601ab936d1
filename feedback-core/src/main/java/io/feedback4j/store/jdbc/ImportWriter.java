package io.feedback4j.store.jdbc;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.Source;
import io.feedback4j.model.Status;
import io.feedback4j.store.Foreign;
import io.feedback4j.store.Foreign.Fate;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes feedback that was not given here down, inside a transaction that somebody else began. */
final class ImportWriter {
    private ImportWriter() {}

    static List<Fate> write(Statements statements, String destination, List<Foreign> foreign, Instant now)
            throws SQLException {
        statements
                .dialect()
                .lock(statements, foreign.stream().map(Foreign::target).toList());
        List<Fate> fates = new ArrayList<>(foreign.size());
        long added = 0;
        for (Foreign one : foreign) {
            Fate fate = write(statements, destination, one, now);
            fates.add(fate);
            added += fate == Fate.ADDED ? 1 : 0;
        }
        if (added > 0) {
            LedgerSql.add(statements, destination, added, 0);
        }
        return fates;
    }

    private static Fate write(Statements statements, String destination, Foreign foreign, Instant now)
            throws SQLException {
        Set<String> id = Set.of(foreign.upstreamId());
        if (!ImportSql.known(statements, destination, id).isEmpty()) {
            return Fate.KNOWN;
        }
        if (ImportSql.isErased(statements, foreign.target(), foreign.createdAt())) {
            return Fate.REFUSED;
        }
        Long later = ImportSql.saidLater(statements, foreign.target(), foreign.createdAt());
        if (later != null) {
            add(statements, destination, foreign, Status.REPLACED, numberBefore(statements, foreign, later), now);
            return Fate.ADDED;
        }
        return addLast(statements, destination, foreign, now);
    }

    private static long numberBefore(Statements statements, Foreign foreign, long later) throws SQLException {
        Long before = ImportSql.saidBefore(statements, foreign.target(), later);
        if (before != null && before == later - 1) {
            ImportSql.makeRoom(statements, foreign.target(), later);
            return later;
        }
        return later - 1;
    }

    private static Fate addLast(Statements statements, String destination, Foreign foreign, Instant now)
            throws SQLException {
        ImportSql.Newest newest = ImportSql.newest(statements, foreign.target());
        if (newest != null && newest.status() == Status.CURRENT) {
            // What the desk is about to send again waits too.
            FeedbackSql.hold(statements, newest.id());
            if (ImportSql.waits(statements, newest.id())) {
                return Fate.POSTPONED;
            }
            FeedbackSql.replace(statements, newest.id(), now);
            var unused = DeliverySql.supersede(statements, newest.id(), now);
        }
        long number = newest == null ? 1 : newest.number() + 1;
        add(statements, destination, foreign, statusAfter(newest, foreign), number, now);
        return Fate.ADDED;
    }

    /** What was taken back here after it was said there does not come back as what counts. */
    private static Status statusAfter(ImportSql.@Nullable Newest newest, Foreign foreign) {
        boolean takenBackLater = newest != null
                && (newest.status() == Status.WITHDRAWN || newest.status() == Status.ERASED)
                && newest.updatedAt().isAfter(foreign.createdAt());
        return takenBackLater ? Status.REPLACED : Status.CURRENT;
    }

    private static void add(
            Statements statements, String destination, Foreign foreign, Status status, long number, Instant now)
            throws SQLException {
        Feedback feedback = new Feedback(
                foreign.id(),
                foreign.target(),
                number,
                foreign.opinion(),
                status,
                foreign.createdAt(),
                status == Status.CURRENT ? foreign.createdAt() : now,
                Source.IMPORT);
        FeedbackSql.insert(statements, feedback, null, null);
        ImportSql.deliver(statements, destination, foreign, now);
    }
}

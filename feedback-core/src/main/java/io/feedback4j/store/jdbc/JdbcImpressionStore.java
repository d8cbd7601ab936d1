package io.feedback4j.store.jdbc;

import io.feedback4j.model.Target;
import io.feedback4j.store.ImpressionStore;
import io.feedback4j.store.StoreException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What was shown, kept in a table. Thread-safe. */
final class JdbcImpressionStore implements ImpressionStore {
    private final Jdbc jdbc;

    JdbcImpressionStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int add(Collection<Target> shown, Instant at) {
        jdbc.checkAccepting();
        try {
            return addTogether(shown, at);
        } catch (StoreException e) {
            if (!StoreErrors.isAboutData(e.getCause())) {
                throw e;
            }
            return addEach(shown, at);
        }
    }

    private int addTogether(Collection<Target> shown, Instant at) {
        return jdbc.write("keep what was shown", statements -> ImpressionSql.add(statements, shown, at));
    }

    /** So that what the database refuses is left out alone. */
    private int addEach(Collection<Target> shown, Instant at) {
        int added = 0;
        for (Target target : shown) {
            try {
                added += addTogether(List.of(target), at);
            } catch (StoreException e) {
                if (!StoreErrors.isAboutData(e.getCause())) {
                    throw e;
                }
            }
        }
        return added;
    }
}

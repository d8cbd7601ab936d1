package io.feedback4j.store.jdbc;

import io.feedback4j.store.StoreException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Lends connections to one database, and decides what a failure means for them. Thread-safe. */
interface Connections {

    /** What is read for. Each has connections of its own, so that none can keep another from reading. */
    enum Use {
        /** Somebody looks something up that is found at once. */
        LOOK,
        /** Somebody searches, which may take long; it is ended after a while. */
        SEARCH,
        /** Feedback is to be delivered, or what is kept is looked after. */
        WORK
    }

    /** The right to use one connection until {@link #end}. */
    interface Lease {
        Statements statements();

        /** Begins the transaction for which this is. */
        default void begin() throws SQLException {
            statements().connection().setAutoCommit(false);
        }

        /** @param failure what went wrong with the connection; {@code null} when it can be used again */
        void end(@Nullable SQLException failure);
    }

    /** @throws StoreException when the database cannot be had at the moment */
    Lease writer();

    /** @throws StoreException when the database cannot be had at the moment */
    Lease reader(Use use);

    /** @throws StoreException when nothing new should be taken in at the moment */
    void checkAccepting();

    /** Where the database is, for an operator. */
    String place();

    /**
     * Whether the same work may succeed if it is simply done again, after everything of it was undone: two who waited for
     * each other, or a connection that was no longer one.
     */
    default boolean canRepeat(SQLException failure) {
        return false;
    }

    /** The same failure without what the database says about the values in it, which are not for logs. */
    default SQLException withoutValues(SQLException failure) {
        return failure;
    }
}

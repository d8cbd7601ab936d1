package io.feedback4j.web;

import io.feedback4j.FeedbackConfig.Postgres;
import io.feedback4j.FeedbackConfig.Store;
import io.feedback4j.FeedbackService;
import org.jspecify.annotations.Nullable;

/**
 * Tells stores apart that have the same place in words: a URL's parameters and the user choose the database, too, and
 * the same JNDI name means another data source in another application.
 *
 * @param place in words
 * @param url may hold a password
 * @param user of that URL
 * @param application whose names are looked up
 */
record StoreKey(
        String place,
        @Nullable String url,
        @Nullable String user,
        @Nullable ClassLoader application) {

    /** Asked on the thread on which the host starts an application. */
    static StoreKey of(Store store) {
        Postgres postgres = store.postgres();
        return new StoreKey(
                store.place(),
                postgres == null ? null : postgres.url(),
                postgres == null ? null : postgres.user(),
                store.jndi() == null ? null : Thread.currentThread().getContextClassLoader());
    }

    /** A service over a data source object is not where its settings say. */
    static StoreKey of(FeedbackService service) {
        Store store = service.config().store();
        return store.place().equals(service.place()) ? of(store) : new StoreKey(service.place(), null, null, null);
    }

    /** The place alone: nothing that could be a secret. */
    @Override
    public String toString() {
        return place;
    }
}

package io.feedback4j.store;

/** Reads everything that filters mean, however much that is. Thread-safe. */
public interface ExportStore {

    /**
     * The part behind the query's cursor. Each is read by itself, in a moment, so that no transaction is open while somebody
     * writes what was read to a slow network: what is said in between may be seen or not, and nothing is seen twice.
     *
     * @param query as for {@link FeedbackStore#list}, forwards; its limit is how many records are looked at, so that every
     *     part takes about as long, however few of them the filters mean
     * @throws StoreException on an outage
     */
    Slice slice(FeedbackQuery query);
}

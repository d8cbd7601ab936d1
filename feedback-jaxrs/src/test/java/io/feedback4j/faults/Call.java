package io.feedback4j.faults;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request that came to the destination.
 *
 * @param number how many came before
 * @param nanos when, as {@link System#nanoTime}
 * @param query without the question mark; empty when there is none
 * @param record what is to be stored; {@code null} for a reading of the list
 */
record Call(int number, long nanos, String method, String path, String query, JsonNode record) {

    boolean isCreate() {
        return record != null;
    }

    /** What the load wrote into the text; empty for a reading of the list. */
    String marker() {
        return record == null ? "" : record.path("text").asText();
    }
}

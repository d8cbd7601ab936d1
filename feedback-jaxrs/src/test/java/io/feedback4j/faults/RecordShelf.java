package io.feedback4j.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the destination has stored, and the list it shows of it. Thread-safe. */
final class RecordShelf {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 200;

    private final List<ObjectNode> records = new ArrayList<>();
    private final List<Long> storedNanos = new ArrayList<>();
    private Duration lag = Duration.ZERO;

    /** Records show in the list so long after they were stored. */
    synchronized void lag(Duration time) {
        lag = time;
    }

    synchronized ObjectNode store(JsonNode request) {
        ObjectNode record = request.deepCopy();
        record.put("id", "aia_fdbk_stored-" + records.size());
        record.put("assistant_id", FaultHost.ASSISTANT);
        record.put("date_created", Instant.now().toString());
        record.put("date_updated", record.get("date_created").textValue());
        records.add(record);
        storedNanos.add(System.nanoTime());
        return record;
    }

    /** Everything that was ever stored, oldest first. */
    synchronized List<JsonNode> all() {
        return List.copyOf(records);
    }

    synchronized int size() {
        return records.size();
    }

    /** The honest list, newest first. @param listUrl where the next page is */
    synchronized ObjectNode page(String query, String listUrl) {
        int from = token(query);
        int visible = visible();
        int to = Math.min(from + PAGE, visible);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode items = answer.putArray("feedbacks");
        for (int i = from; i < to; i++) {
            items.add(records.get(visible - 1 - i));
        }
        ObjectNode meta = answer.putObject("meta").put("key", "feedbacks");
        if (to < visible) {
            meta.put("next_page_url", listUrl + "?PageSize=" + PAGE + "&PageToken=" + to);
        } else {
            meta.putNull("next_page_url");
        }
        return answer;
    }

    private int visible() {
        long now = System.nanoTime();
        int visible = records.size();
        while (visible > 0 && now - storedNanos.get(visible - 1) < lag.toNanos()) {
            visible--;
        }
        return visible;
    }

    static int token(String query) {
        return query.contains("PageToken=") ? Integer.parseInt(query.replaceAll(".*PageToken=(\\d+).*", "$1")) : 0;
    }
}

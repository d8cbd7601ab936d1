package io.feedback4j.store.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link CountChanges} wrote. */
final class CountChangeReader {
    private final String text;
    private int position;

    private CountChangeReader(String text) {
        this.text = text;
    }

    static List<CountChange> read(String text) {
        CountChangeReader reader = new CountChangeReader(text);
        List<CountChange> changes = new ArrayList<>();
        while (reader.position < text.length()) {
            changes.add(reader.change());
        }
        return changes;
    }

    private CountChange change() {
        int times = Integer.parseInt(word());
        String id = string();
        String assistantId = string();
        String sessionId = string();
        String messageId = string();
        Instant at = Instant.ofEpochMilli(Long.parseLong(word()));
        double score = Double.parseDouble(word());
        boolean commented = word().equals("1");
        int count = Integer.parseInt(word());
        List<String> reasons = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            reasons.add(string());
        }
        return new CountChange(times, id, assistantId, sessionId, messageId, at, score, commented, reasons);
    }

    private String word() {
        int end = text.indexOf(' ', position);
        String word = text.substring(position, end);
        position = end + 1;
        return word;
    }

    private String string() {
        int length = Integer.parseInt(word());
        position += length;
        return text.substring(position - length, position);
    }
}

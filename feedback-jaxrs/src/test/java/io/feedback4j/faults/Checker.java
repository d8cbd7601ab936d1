package io.feedback4j.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Compares what the clients said and were told with what the product keeps and what the destination has stored. Used
 * once.
 */
final class Checker {
    private static final int SHOWN = 5;

    private final List<Vote> votes;
    private final Map<String, JsonNode> kept;
    private final List<JsonNode> stored;
    private final Predicate<String> mayStayHere;
    private final Map<String, Vote> byMarker = new HashMap<>();
    private final Map<String, List<Vote>> bySession = new LinkedHashMap<>();
    private final Map<String, Integer> storedTimes = new HashMap<>();
    private final Map<String, List<String>> problems = new LinkedHashMap<>();

    /**
     * @param votes each session's in order
     * @param kept by id, as the product lists them
     * @param stored as the destination has stored them, in that order
     * @param mayStayHere whether this vote need not be at the destination
     */
    Checker(List<Vote> votes, Map<String, JsonNode> kept, List<JsonNode> stored, Predicate<String> mayStayHere) {
        this.votes = votes;
        this.kept = kept;
        this.stored = stored;
        this.mayStayHere = mayStayHere;
        votes.forEach(vote -> {
            byMarker.put(vote.marker, vote);
            bySession
                    .computeIfAbsent(vote.session, session -> new ArrayList<>())
                    .add(vote);
        });
        stored.forEach(record -> storedTimes.merge(text(record), 1, Integer::sum));
    }

    Verdict verdict() {
        int duplicated =
                storedTimes.values().stream().mapToInt(times -> times - 1).sum();
        storedTimes.forEach((marker, times) -> note(times > 1, "duplicated at the destination", marker));
        return new Verdict(
                (int) votes.stream().filter(Vote::acknowledged).count(),
                lost(),
                duplicated + twiceHere(),
                unexpected(),
                recovered());
    }

    /** What is wrong, in words, with a few examples of each. */
    List<String> problems() {
        List<String> all = new ArrayList<>();
        problems.forEach((what, which) ->
                all.add(which.size() + " " + what + ": " + which.subList(0, Math.min(SHOWN, which.size()))));
        return all;
    }

    private int lost() {
        int lost = 0;
        for (Vote vote : votes) {
            if (vote.acknowledged() && isLost(vote)) {
                lost++;
            }
        }
        for (List<Vote> said : bySession.values()) {
            lost += checkLastWord(said) ? 0 : 1;
        }
        return lost;
    }

    private boolean isLost(Vote vote) {
        JsonNode record = kept.get(vote.id);
        if (record == null) {
            return note(true, "acknowledged and not kept", vote.marker);
        }
        boolean arrived = storedTimes.containsKey(vote.marker);
        boolean current = record.path("status").asText().equals("current");
        String state = record.path("state").asText();
        return switch (state) {
            case "delivered" -> note(!arrived, "said to be delivered and not at the destination", vote.marker);
            case "superseded" -> note(current, "superseded by nothing", vote.marker);
            case "withdrawn", "erased", "discarded" -> note(!undoTried(vote), "withdrawn by nobody", vote.marker);
            default -> note(!mayStayHere.test(vote.marker) && !arrived, "still " + state, vote.marker);
        };
    }

    private boolean undoTried(Vote vote) {
        return bySession.get(vote.session).stream().anyMatch(other -> other.undoTried);
    }

    /** The last word of a session that is known must be the one that counts here, and the last one there. */
    private boolean checkLastWord(List<Vote> said) {
        Vote last = said.get(said.size() - 1);
        if (!last.acknowledged() || last.undoTried && !last.undone) {
            return true;
        }
        JsonNode record = kept.get(last.id);
        String status = record == null ? "missing" : record.path("status").asText();
        boolean wrongHere = note(
                !status.equals(last.erased ? "erased" : last.undone ? "withdrawn" : "current"),
                "last words that are " + status,
                last.marker);
        boolean wrongThere = !last.undone
                && !mayStayHere.test(last.marker)
                && note(!lastStored(last.session).equals(last.marker), "last words overtaken", last.marker);
        return !wrongHere && !wrongThere;
    }

    private String lastStored(String session) {
        String last = "";
        for (JsonNode record : stored) {
            if (record.path("session_id").asText().equals(session)) {
                last = text(record);
            }
        }
        return last;
    }

    private int unexpected() {
        int unexpected = 0;
        for (JsonNode record : stored) {
            Vote vote = byMarker.get(text(record));
            boolean strange = vote == null
                    || !vote.session.equals(record.path("session_id").asText());
            unexpected += note(strange, "never sent, and at the destination", text(record)) ? 1 : 0;
        }
        for (JsonNode record : kept.values()) {
            boolean strange = !text(record).isEmpty() && !byMarker.containsKey(text(record));
            unexpected += note(strange, "never sent, and kept", text(record)) ? 1 : 0;
        }
        return unexpected;
    }

    private int recovered() {
        Set<String> here = new HashSet<>();
        kept.values().forEach(record -> here.add(text(record)));
        return (int) votes.stream()
                .filter(vote -> !vote.acknowledged())
                .filter(vote -> here.contains(vote.marker) || storedTimes.containsKey(vote.marker))
                .count();
    }

    private int twiceHere() {
        Set<String> seen = new HashSet<>();
        int twice = 0;
        for (JsonNode record : kept.values()) {
            String text = text(record);
            twice += note(!text.isEmpty() && !seen.add(text), "kept twice", text) ? 1 : 0;
        }
        return twice;
    }

    private boolean note(boolean wrong, String what, String which) {
        if (wrong) {
            problems.computeIfAbsent(what, name -> new ArrayList<>()).add(which);
        }
        return wrong;
    }

    private static String text(JsonNode record) {
        return record.path("text").asText();
    }
}

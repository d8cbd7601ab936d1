package io.feedback4j.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Vote> votes = new ArrayList<>();
    private final Map<String, JsonNode> kept = new LinkedHashMap<>();
    private final List<JsonNode> stored = new ArrayList<>();

    @Test
    void findsNothingWhereEveryVoteArrivedOnce() {
        acknowledged("one", "delivered", "current");
        stored("one");

        assertThat(verdict()).isEqualTo(new Verdict(1, 0, 0, 0, 0));
    }

    @Test
    void missesAnAcknowledgedVoteThatIsNotKept() {
        acknowledged("one", "delivered", "current");
        stored("one");
        kept.clear();

        assertThat(verdict().lost()).isPositive();
    }

    @Test
    void doesNotBelieveThatSomethingWasDelivered() {
        acknowledged("one", "delivered", "current");

        assertThat(verdict().lost()).isPositive();
    }

    @Test
    void doesNotCountWhatStillWaits() {
        acknowledged("one", "ready", "current");

        assertThat(verdict().lost()).isPositive();
    }

    @Test
    void wantsWithdrawnVotesToHaveBeenTakenBackBySomebody() {
        acknowledged("one", "withdrawn", "withdrawn");

        assertThat(verdict().lost()).isPositive();
    }

    @Test
    void wantsTheLastWordToBeTheLastOneThere() {
        acknowledged("one", "delivered", "replaced");
        acknowledged("two", "delivered", "current");
        stored("two");
        stored("one");

        assertThat(verdict().lost()).isEqualTo(1);
    }

    @Test
    void countsEveryFurtherRecordOfAVote() {
        acknowledged("one", "delivered", "current");
        stored("one");
        stored("one");
        stored("one");

        assertThat(verdict().duplicated()).isEqualTo(2);
    }

    @Test
    void countsWhatNobodySaid() {
        acknowledged("one", "delivered", "current");
        stored("one");
        stored("two");

        assertThat(verdict().unexpected()).isEqualTo(1);
    }

    @Test
    void countsWhatWasKeptWithoutAnAnswer() {
        votes.add(new Vote("one", "session", "key"));
        stored("one");

        assertThat(verdict()).isEqualTo(new Verdict(0, 0, 0, 0, 1));
    }

    private Verdict verdict() {
        return new Checker(votes, kept, stored, marker -> false).verdict();
    }

    private void acknowledged(String marker, String state, String status) {
        Vote vote = new Vote(marker, "session", "key-" + marker);
        vote.id = "id-" + marker;
        votes.add(vote);
        kept.put(
                vote.id,
                JSON.createObjectNode().put("text", marker).put("state", state).put("status", status));
    }

    private void stored(String marker) {
        stored.add(JSON.createObjectNode().put("text", marker).put("session_id", "session"));
    }
}

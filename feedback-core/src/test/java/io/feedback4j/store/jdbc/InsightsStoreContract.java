package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.nextId;
import static io.feedback4j.testing.Votes.vote;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.feedback4j.insights.Wilson;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Target;
import io.feedback4j.store.AuditAction;
import io.feedback4j.store.AuditEntry;
import io.feedback4j.store.BucketCounts;
import io.feedback4j.store.Burst;
import io.feedback4j.store.Change;
import io.feedback4j.store.Erasure;
import io.feedback4j.store.Foreign;
import io.feedback4j.store.InsightsStore;
import io.feedback4j.store.Marker;
import io.feedback4j.store.RankQuery;
import io.feedback4j.store.RankQuery.Order;
import io.feedback4j.store.Ranked;
import io.feedback4j.store.Responses;
import io.feedback4j.store.Scope;
import io.feedback4j.store.SessionCounts;
import io.feedback4j.store.Store;
import io.feedback4j.store.Totals;
import io.feedback4j.store.VoteCounts;
import io.feedback4j.store.VoteQuery;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.YearOfVotes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link InsightsStore} must do: the sums are what a list of all votes adds up to, whatever happened to them. */
abstract class InsightsStoreContract {
    private static final Instant START = MutableClock.START;
    private static final Instant YEAR = YearOfVotes.START;
    private static final Instant NEXT_YEAR = YEAR.plus(Duration.ofDays(370));
    private static final Scope ALWAYS = new Scope(null, YEAR, NEXT_YEAR);
    private static final double EXACT = 1e-9;

    abstract Store store();

    @AfterEach
    void close() {
        store().close();
    }

    private InsightsStore insights() {
        return store().insights();
    }

    private void fold() {
        while (insights().fold(300) > 0) {
            // until nothing is left
        }
    }

    private void write(List<? extends Change> changes) {
        for (int start = 0; start < changes.size(); start += 100) {
            var unused = store().feedback()
                    .write(List.copyOf(changes.subList(start, Math.min(start + 100, changes.size()))));
        }
    }

    private List<Feedback> current() {
        List<Feedback> all = new ArrayList<>();
        List<FeedbackRecord> page;
        do {
            page = insights()
                    .votes(new VoteQuery(
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            all.isEmpty() ? null : all.get(all.size() - 1).id(),
                            1_000));
            page.forEach(one -> all.add(one.feedback()));
        } while (!page.isEmpty());
        return all;
    }

    private Totals totals(Scope scope) {
        return insights().totals(List.of(scope)).value().get(0);
    }

    private static RankQuery rank(Scope scope, Order order) {
        return new RankQuery(scope, order, 0, 100_000);
    }

    /** Everything that can be asked. */
    private Map<String, Object> answers() {
        Map<String, Object> answers = new TreeMap<>();
        answers.put("totals", totals(ALWAYS));
        answers.put("series", insights().series(ALWAYS).value());
        answers.put("sessionSeries", insights().sessionSeries(ALWAYS).value());
        answers.put("reasons", insights().reasonSeries(ALWAYS).value());
        for (Order order : Order.values()) {
            answers.put(
                    "sessions " + order,
                    insights().sessions(rank(ALWAYS, order)).value());
            answers.put(
                    "messages " + order,
                    insights().messages(rank(ALWAYS, order)).value());
        }
        answers.put("assistants", insights().assistants(ALWAYS).value());
        answers.put("bursts", insights().bursts(ALWAYS, 100).value());
        return answers;
    }

    private void isWhatTheVotesAddUpTo() {
        PlainNumbers plain = new PlainNumbers(current());
        for (String assistant : new @Nullable String[] {null, "aia_asst_1", "aia_asst_3"}) {
            for (int days : new int[] {0, 95, 200}) {
                Instant from = YEAR.plus(Duration.ofDays(days)).plus(Duration.ofMinutes(45));
                Instant until = days == 0 ? NEXT_YEAR : from.plus(Duration.ofDays(20));
                isWhatTheyAddUpTo(plain, new Scope(assistant, from, until));
            }
        }
        ranksAreWhatTheyAddUpTo(plain);
    }

    private void isWhatTheyAddUpTo(PlainNumbers plain, Scope scope) {
        List<Feedback> votes = plain.votes(scope.assistantId(), scope.from(), scope.until());
        List<Double> scores = PlainNumbers.scores(votes);
        Totals totals = totals(scope);
        VoteCounts counts = totals.counts();
        assertThat(counts.votes()).isEqualTo(votes.size());
        assertThat(counts.scored()).isEqualTo(scores.size());
        assertThat(counts.positive())
                .isEqualTo(scores.stream().filter(score -> score > 0.5).count());
        assertThat(counts.negative())
                .isEqualTo(scores.stream().filter(score -> score < 0.5).count());
        assertThat(counts.comments())
                .isEqualTo(votes.stream()
                        .filter(one -> !one.opinion().text().isEmpty())
                        .count());
        assertThat(counts.reasoned())
                .isEqualTo(votes.stream()
                        .filter(one -> !one.opinion().reasons().isEmpty())
                        .count());
        assertThat(counts.scoreSum() / 1e9)
                .isCloseTo(scores.stream().mapToDouble(score -> score).sum(), within(EXACT));
        assertThat(counts.scoreSquares() / 1e9)
                .isCloseTo(scores.stream().mapToDouble(score -> score * score).sum(), within(EXACT));
        assertThat(counts.bins().get(0))
                .isEqualTo(scores.stream().filter(score -> score < 0.05).count());
        assertThat(counts.bins().get(3))
                .isEqualTo(scores.stream()
                        .filter(score -> score >= 0.25 && score < 0.35)
                        .count());
        assertThat(counts.bins().stream().mapToLong(bin -> bin).sum()).isEqualTo(scores.size());
        assertThat(totals.reasons()).isEqualTo(PlainNumbers.reasons(votes));
        assertThat(totals.apart())
                .isEqualTo(plain.bursts(scope.assistantId(), scope.from(), scope.until())
                        .size());
        sessionsAreWhatTheyAddUpTo(plain.sessions(scope.assistantId(), scope.from(), scope.until()), totals);
        assertThat(insights().series(scope).value().stream()
                        .mapToLong(BucketCounts::positive)
                        .sum())
                .isEqualTo(counts.positive());
    }

    private static void sessionsAreWhatTheyAddUpTo(List<List<Feedback>> sessions, Totals totals) {
        List<List<Double>> scored = sessions.stream()
                .map(PlainNumbers::scores)
                .filter(scores -> !scores.isEmpty())
                .toList();
        SessionCounts counts = totals.sessions();
        assertThat(counts.sessions()).isEqualTo(sessions.size());
        assertThat(counts.scored()).isEqualTo(scored.size());
        assertThat(counts.withNegative())
                .isEqualTo(scored.stream()
                        .filter(scores -> scores.stream().anyMatch(score -> score < 0.5))
                        .count());
        double shares = 0;
        double means = 0;
        for (List<Double> scores : scored) {
            shares += (double) scores.stream().filter(score -> score > 0.5).count() / scores.size();
            means += scores.stream().mapToDouble(score -> score).average().orElseThrow();
        }
        assertThat(counts.shareSum() / 1e9).isCloseTo(shares, within(EXACT * (1 + scored.size())));
        assertThat(counts.meanSum() / 1e9).isCloseTo(means, within(EXACT * (1 + scored.size())));
        Map<Integer, Long> firsts = new TreeMap<>();
        sessions.stream()
                .map(PlainNumbers::firstNegative)
                .filter(place -> place > 0)
                .forEach(place -> firsts.merge(place, 1L, Long::sum));
        assertThat(totals.firstNegative()).isEqualTo(firsts);
    }

    private void ranksAreWhatTheyAddUpTo(PlainNumbers plain) {
        List<Ranked> messages = insights().messages(rank(ALWAYS, Order.WORST)).value();
        Map<String, List<Feedback>> expected = plain.messages();
        assertThat(messages).hasSameSizeAs(expected.keySet());
        double before = -1;
        boolean ranked = true;
        for (Ranked message : messages) {
            List<Feedback> votes = requireNonNull(expected.get(message.assistantId() + "|" + message.name()));
            List<Double> scores = PlainNumbers.scores(votes);
            assertThat(message.votes()).isEqualTo(votes.size());
            assertThat(message.scored()).isEqualTo(scores.size());
            assertThat(message.positive())
                    .isEqualTo(scores.stream().filter(score -> score > 0.5).count());
            assertThat(message.isRanked()).isEqualTo(scores.size() >= 5);
            assertThat(ranked || !message.isRanked())
                    .as("those without a rank are last")
                    .isTrue();
            ranked = message.isRanked();
            if (ranked) {
                double high =
                        Wilson.interval(message.positive(), message.scored()).high();
                assertThat(high).isGreaterThanOrEqualTo(before);
                before = high;
            }
        }
        for (Ranked session : insights().sessions(rank(ALWAYS, Order.MOST)).value()) {
            List<Feedback> votes =
                    plain
                            .sessions(
                                    session.assistantId(),
                                    session.at(),
                                    session.at().plusMillis(1))
                            .stream()
                            .filter(some -> some.get(0).target().sessionId().equals(session.name()))
                            .findFirst()
                            .orElseThrow();
            assertThat(session.votes()).isEqualTo(votes.size());
            assertThat(session.firstNegative()).isEqualTo(PlainNumbers.firstNegative(votes));
        }
    }

    @Test
    void addsUpAYearAndIsTheSameWhenMadeAnew() {
        List<Change> year = YearOfVotes.of(1, 300);
        int half = year.size() / 2;
        write(year.subList(0, half));
        fold();
        write(year.subList(half, half + 200));
        assertThat(insights().fold(50)).isPositive();
        write(year.subList(half + 200, year.size()));
        fold();
        isWhatTheVotesAddUpTo();
        assertThat(insights().bursts(ALWAYS, 10).value()).isNotEmpty();

        Map<String, Object> before = answers();
        insights().rebuild();
        fold();

        assertThat(answers()).isEqualTo(before);
    }

    @Test
    void countsWhatComesWhileItIsMadeAnew() {
        List<Change> year = YearOfVotes.of(2, 150);
        write(year.subList(0, year.size() / 2));
        fold();
        insights().rebuild();
        for (int start = year.size() / 2; start < year.size(); start += 20) {
            write(year.subList(start, Math.min(start + 20, year.size())));
            var unused = insights().fold(25);
        }
        fold();

        isWhatTheVotesAddUpTo();
    }

    @Test
    void countsNoMoreWhatIsPurgedAndWhatIsImportedAndWhatIsBound() {
        write(YearOfVotes.of(3, 100));
        fold();
        FeedbackIds ids = new FeedbackIds(() -> YEAR, new SecureRandom());
        List<Foreign> foreign = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Instant at = YEAR.plus(Duration.ofDays(150)).plusSeconds(i * 100L);
            Target target = new Target(ASSISTANT, "session-3-" + i % 4, "imported-" + i % 7, "");
            foreign.add(new Foreign(
                    ids.at(at),
                    target,
                    new Opinion(i % 3 == 0 ? 0.0 : 1.0, "", List.of("wrong")),
                    at,
                    "up" + i,
                    "print" + i));
        }
        var unused = store().imports().add("twilio", foreign, NEXT_YEAR);
        write(List.of(
                vote().assistant("default")
                        .session("session-3-1")
                        .message("imported-1")
                        .at(NEXT_YEAR.minusSeconds(1_000))
                        .down()
                        .accept(),
                vote().assistant("default")
                        .session("new")
                        .at(NEXT_YEAR.minusSeconds(500))
                        .down()
                        .accept()));
        fold();
        isWhatTheVotesAddUpTo();

        assertThat(store().bindDefault("default", ASSISTANT)).isEqualTo(2);
        fold();
        isWhatTheVotesAddUpTo();
        assertThat(totals(ALWAYS).counts().votes())
                .isEqualTo(current().size() - totals(ALWAYS).apart());

        Instant before = YEAR.plus(Duration.ofDays(120));
        deliverAll();
        while (store().feedback().purge(before, 100) > 0) {
            // until nothing is left
        }
        fold();
        isWhatTheVotesAddUpTo();
        assertThat(insights()
                        .series(new Scope(null, YEAR, Scope.bucketOf(before)))
                        .value())
                .isEmpty();
        Map<String, Object> answers = answers();
        insights().rebuild();
        fold();
        assertThat(answers()).isEqualTo(answers);
    }

    @Test
    void countsNoMoreWhatIsErased() {
        write(YearOfVotes.of(4, 100));
        fold();
        long before = totals(ALWAYS).counts().votes();

        Erasure receipt = store().erasures()
                .erase(
                        "session-4-1",
                        List.of(),
                        List.of(),
                        AuditEntry.of(NEXT_YEAR, "User kim", AuditAction.ERASE, "", ""));
        fold();

        assertThat(receipt.feedback()).isPositive();
        assertThat(totals(ALWAYS).counts().votes()).isLessThan(before);
        isWhatTheVotesAddUpTo();
    }

    /** What waits is not purged. */
    abstract void deliverAll();

    @Test
    void countsAVoteOnceAtTheTimeOfTheLast() {
        Instant later = START.plus(Duration.ofMinutes(20));
        Change.Accept first = vote().at(START).up().text("good").accept();
        Change.Accept second = vote().at(later).down().reasons("wrong").accept();
        write(List.of(first));
        fold();
        Scope one = new Scope(
                ASSISTANT, Scope.bucketOf(START), Scope.bucketOf(START).plus(Scope.BUCKET));
        Scope other =
                new Scope(null, Scope.bucketOf(later), Scope.bucketOf(later).plus(Scope.BUCKET));
        assertThat(totals(one).counts()).isEqualTo(VoteCounts.of(1, true, false));

        write(List.of(second));
        fold();

        assertThat(totals(one).counts()).isEqualTo(VoteCounts.NONE);
        assertThat(totals(other).counts()).isEqualTo(VoteCounts.of(0, false, true));
        assertThat(totals(other).reasons()).isEqualTo(Map.of("wrong", 1L));
        assertThat(totals(other).firstNegative()).isEqualTo(Map.of(1, 1L));

        write(List.of(new Change.Withdraw(ASSISTANT, second.id(), later.plusSeconds(1))));
        fold();

        assertThat(totals(other)).isEqualTo(new Totals(VoteCounts.NONE, Map.of(), SessionCounts.NONE, Map.of(), 0, 0));
        assertThat(insights().sessions(rank(other, Order.MOST)).value()).isEmpty();
        assertThat(insights().messages(rank(other, Order.MOST)).value()).isEmpty();
    }

    @Test
    void saysAsOfWhenItIs() {
        fold();
        write(List.of(vote().at(START).accept()));
        Instant written = store().clock().instant();
        assertThat(insights().series(ALWAYS).asOf()).isBetween(written.minusSeconds(60), written.plusSeconds(60));
        assertThat(insights().fold(10)).isEqualTo(1);
        assertThat(insights().fold(10)).isZero();
    }

    @Test
    void setsABurstApartAndTakesItInAgain() {
        List<Change> burst = new ArrayList<>();
        for (int i = 0; i < Burst.MIN_VOTES; i++) {
            burst.add(vote().session("loud")
                    .message("m" + i)
                    .id(nextId())
                    .at(START.plusSeconds(i))
                    .down()
                    .reasons("other")
                    .accept());
        }
        Instant from = Scope.bucketOf(START);
        Scope scope = new Scope(null, from, from.plus(Scope.BUCKET));
        write(burst.subList(1, burst.size()));
        write(List.of(vote().session("calm").at(START).up().accept()));
        fold();
        assertThat(totals(scope).apart()).isZero();
        assertThat(totals(scope).counts().votes()).isEqualTo(Burst.MIN_VOTES);

        write(burst.subList(0, 1));
        fold();
        assertThat(totals(scope).apart()).isEqualTo(Burst.MIN_VOTES);
        assertThat(totals(scope).bursts()).isEqualTo(1);
        assertThat(totals(scope).counts()).isEqualTo(VoteCounts.of(1, false, false));
        assertThat(totals(scope).reasons()).isEmpty();
        Burst found = insights().bursts(scope, 10).value().get(0);
        assertThat(found.sessionId()).isEqualTo("loud");
        assertThat(found.included()).isFalse();

        assertThat(insights().decide(found.id(), true).orElseThrow().included()).isTrue();
        assertThat(totals(scope).apart()).isZero();
        assertThat(totals(scope).reasons()).isEqualTo(Map.of("other", (long) Burst.MIN_VOTES));
        insights().rebuild();
        fold();
        assertThat(insights().bursts(scope, 10).value().get(0).included()).isTrue();

        assertThat(insights().decide(found.id(), false).orElseThrow().included())
                .isFalse();
        assertThat(totals(scope).apart()).isEqualTo(Burst.MIN_VOTES);
        assertThat(insights().decide("unknown", true)).isEmpty();
    }

    @Test
    void tellsWhatBecameOfWhatWasShown() {
        Change.Accept one = vote().message("m1").at(START).accept();
        Change.Accept undone = vote().message("m2").at(START).accept();
        write(List.of(one, undone));
        write(List.of(new Change.Withdraw(ASSISTANT, undone.id(), START.plusSeconds(1))));
        List<Target> shown = List.of(
                one.feedback().target(),
                undone.feedback().target(),
                vote().message("m3").target(),
                vote().assistant("other").target());
        assertThat(store().impressions().add(shown, START)).isEqualTo(4);

        Instant from = Scope.bucketOf(START);
        Instant until = from.plus(Scope.BUCKET);
        assertThat(insights().responses(new Scope(null, from, until))).isEqualTo(new Responses(4, 1));
        assertThat(insights().responses(new Scope(ASSISTANT, from, until))).isEqualTo(new Responses(3, 1));
        assertThat(insights().responses(new Scope(null, until, until.plus(Scope.BUCKET))))
                .isEqualTo(new Responses(0, 0));
    }

    @Test
    void forgetsMarkersThatAreOlderThanTheVotes() {
        Instant old = START.minus(Duration.ofDays(500));
        Change.Accept vote = vote().at(old).accept();
        store().feedback().write(List.of(vote, new Change.Withdraw(ASSISTANT, vote.id(), old)));
        Marker recent = new Marker("2", START, "", "deployment", "2.0");
        insights().mark(new Marker("1", old, "", "deployment", "1.0"));
        insights().mark(recent);

        while (store().feedback().purge(START, 10) > 0) {
            // goes on until nothing is old
        }

        assertThat(insights().markers(null, old, START.plusSeconds(1), 10)).containsExactly(recent);
    }

    @Test
    void keepsMarkers() {
        Marker all = new Marker("1", START, "", "deployment", "1.0");
        Marker one = new Marker("2", START.plusSeconds(1), ASSISTANT, "prompt", "shorter");
        insights().mark(one);
        insights().mark(all);

        Instant end = START.plusSeconds(2);
        assertThat(insights().markers(null, START, end, 10)).containsExactly(one, all);
        assertThat(insights().markers(ASSISTANT, START, end, 10)).containsExactly(one, all);
        assertThat(insights().markers("other", START, end, 10)).containsExactly(all);
        assertThat(insights().markers(null, START, one.at(), 10)).containsExactly(all);
        assertThat(insights().unmark("1")).isTrue();
        assertThat(insights().unmark("1")).isFalse();
        assertThat(insights().markers(null, START, end, 10)).containsExactly(one);
    }
}

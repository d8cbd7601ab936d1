package io.feedback4j.store.jdbc;

import static io.feedback4j.model.DeliveryState.DELIVERED;
import static io.feedback4j.model.DeliveryState.ERASED;
import static io.feedback4j.model.DeliveryState.READY;
import static io.feedback4j.model.DeliveryState.REJECTED;
import static io.feedback4j.model.DeliveryState.SENDING;
import static io.feedback4j.model.DeliveryState.UNCERTAIN;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.nextId;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import io.feedback4j.store.AuditAction;
import io.feedback4j.store.AuditEntry;
import io.feedback4j.store.Change;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.Erasure;
import io.feedback4j.store.Erasure.Upstream;
import io.feedback4j.store.Foreign;
import io.feedback4j.store.Store;
import io.feedback4j.store.Written;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.Votes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every store must do to forget a session. One subclass per database. The store has one destination, {@code twilio}. */
abstract class ErasureStoreContract {
    private static final String TWILIO = "twilio";
    private static final String SESSION = "whatsapp:+4917012345";
    private static final Instant START = MutableClock.START;
    private static final Instant SETTLED = START.plusSeconds(30);
    private static final Instant NOW = START.plusSeconds(1_000);

    abstract Store store();

    abstract Jdbc jdbc();

    @AfterEach
    void booksAreBalanced() {
        boolean balanced = store().deliveries().ledger(TWILIO).isBalanced();
        store().close();
        assertThat(balanced).isTrue();
    }

    @Test
    void leavesNothingOfWhatWasSaidAndByWhomAndWhere() {
        Change.Accept first = accept(
                mine().message("aia_msg_7").voter("ann").text("very private").reasons("wrong"));
        accept(mine().message("aia_msg_7")
                .voter("ann")
                .down()
                .text("private again")
                .key("key-1"));
        Change.Accept delivered = accept(mine().message("aia_msg_8"));
        record(claim(delivered), DELIVERED, "aia_fdbk_up1");
        Change.Accept rejected = accept(mine().message("aia_msg_9").text("too private"));
        record(claim(rejected), REJECTED, null);
        store().impressions()
                .add(
                        List.of(
                                mine().message("aia_msg_7").target(),
                                mine().message("x").target()),
                        START);
        Change.Accept others = accept(vote().session("another").text("stays"));
        store().impressions().add(List.of(others.feedback().target()), START);

        Erasure erasure = erase(NOW);

        assertThat(erasure.feedback()).isEqualTo(4);
        assertThat(erasure.deliveries()).isEqualTo(2);
        assertThat(erasure.impressions()).isEqualTo(2);
        assertThat(erasure.pending()).isZero();
        assertThat(erasure.upstream()).containsExactly(new Upstream(TWILIO, ASSISTANT, "aia_fdbk_up1", DELIVERED));
        assertThat(everythingKept())
                .doesNotContain("private", "4917012345", "aia_msg_7", "aia_msg_8", "ann", "key-1", "wrong", "refused")
                .contains("stays", "another", erasure.name());
        assertThat(find(first).status()).isEqualTo(Status.ERASED);
        assertThat(find(first).opinion()).isEqualTo(Opinion.BLANK);
        assertThat(stateOf(rejected)).isEqualTo(ERASED);
        assertThat(stateOf(delivered)).isEqualTo(DELIVERED);
        assertThat(find(others).status()).isEqualTo(Status.CURRENT);
        assertThat(store().feedback().current(ASSISTANT, SESSION, "", 9)).isEmpty();
    }

    @Test
    void isKeptInTheAuditWithoutTheSession() {
        accept(mine());

        Erasure erasure = erase(NOW);

        assertThat(store().audit().list(null, 9)).singleElement().satisfies(entry -> {
            assertThat(entry.who()).isEqualTo("User kim");
            assertThat(entry.action()).isEqualTo(AuditAction.ERASE);
            assertThat(entry.target()).isEqualTo(erasure.name()).doesNotContain("4917012345");
            assertThat(entry.count()).isEqualTo(1);
        });
    }

    @Test
    void answersTheSameReceiptAgainAndCountsOnlyWhatIsNew() {
        record(claim(accept(mine().message("m1"))), DELIVERED, "aia_fdbk_up1");
        Erasure first = erase(NOW);
        record(
                claim(accept(mine().message("m1").at(NOW.plusSeconds(1))), NOW.plusSeconds(60)),
                DELIVERED,
                "aia_fdbk_up2");

        Erasure second = erase(NOW.plusSeconds(100));
        Erasure third = erase(NOW.plusSeconds(200));

        assertThat(second.name()).isEqualTo(first.name());
        assertThat(second.feedback()).isEqualTo(1);
        assertThat(second.upstream()).extracting(Upstream::id).containsExactly("aia_fdbk_up1", "aia_fdbk_up2");
        assertThat(third.feedback()).isZero();
        assertThat(third.upstream()).isEqualTo(second.upstream());
    }

    @Test
    void takesWhatIsSaidAfterwardsAsNew() {
        Change.Accept before = mine().message("m1").key("k").accept();
        write(before);
        erase(NOW);

        Written after = write(mine().message("m1")
                .key("k")
                .id(nextId())
                .at(NOW.plusSeconds(1))
                .accept());

        assertThat(after)
                .isInstanceOfSatisfying(
                        Written.Kept.class,
                        kept -> assertThat(kept.record().feedback().number()).isEqualTo(1));
        assertThat(store().feedback().current(ASSISTANT, SESSION, "", 9)).hasSize(1);
    }

    @Test
    void letsWhatIsBeingSentEndAndForgetsItThen() {
        Change.Accept confirmed = accept(mine().message("m1").text("private"));
        Claim first = claim(confirmed);
        Change.Accept failed = accept(mine().message("m2").text("private"));
        Claim second = claim(failed);

        Erasure erasure = erase(NOW);

        assertThat(erasure.pending()).isEqualTo(2);
        assertThat(erasure.upstream()).extracting(Upstream::state).containsOnly(SENDING);
        assertThat(everythingKept()).doesNotContain("private").contains("4917012345");

        record(first, DELIVERED, "aia_fdbk_up1");
        record(second, READY, null);
        assertThat(stateOf(confirmed)).isEqualTo(DELIVERED);
        assertThat(stateOf(failed)).isEqualTo(ERASED);
        Erasure again = erase(NOW.plusSeconds(300));
        assertThat(again.pending()).isZero();
        assertThat(again.upstream()).contains(new Upstream(TWILIO, ASSISTANT, "aia_fdbk_up1", DELIVERED));
        assertThat(everythingKept()).doesNotContain("4917012345");
    }

    @Test
    void neverSendsWhatMayHaveArrivedAndSaysThatItMay() {
        Change.Accept uncertain = accept(mine().message("m1"));
        Claim claim = claim(uncertain);
        store().deliveries()
                .record(List.of(new DeliveryResult(claim, UNCERTAIN, NOW, 0, true, null, null, "lost")), SETTLED);

        Erasure erasure = erase(NOW);

        assertThat(stateOf(uncertain)).isEqualTo(ERASED);
        assertThat(erasure.upstream()).containsExactly(new Upstream(TWILIO, ASSISTANT, null, ERASED));
        assertThat(store().deliveries().uncertain(TWILIO, ASSISTANT, NOW.plusSeconds(9_999), 9))
                .isEmpty();

        record(claim, DELIVERED, "aia_fdbk_late");
        assertThat(erase(NOW.plusSeconds(1)).upstream())
                .containsExactly(new Upstream(TWILIO, ASSISTANT, "aia_fdbk_late", DELIVERED));
    }

    @Test
    void bringsNothingBackByAnImportButWhatWasSaidAfterwards() {
        record(claim(accept(mine().message("m1"))), DELIVERED, "aia_fdbk_up1");
        erase(NOW);

        List<Foreign.Fate> fates = store().imports()
                .add(
                        TWILIO,
                        List.of(
                                foreign("aia_fdbk_up1", SESSION, START),
                                foreign("aia_fdbk_other", SESSION, NOW.minusSeconds(5)),
                                foreign("aia_fdbk_later", SESSION, NOW.plusSeconds(5)),
                                foreign("aia_fdbk_elsewhere", "another", START)),
                        NOW.plusSeconds(10));

        assertThat(fates)
                .containsExactly(Foreign.Fate.KNOWN, Foreign.Fate.REFUSED, Foreign.Fate.ADDED, Foreign.Fate.ADDED);
    }

    @Test
    void bringsNothingBackOfASessionThatWasNeverKnownHere() {
        Erasure erasure = erase(NOW);

        assertThat(erasure.feedback()).isZero();
        assertThat(store().imports().add(TWILIO, List.of(foreign("aia_fdbk_up1", SESSION, START)), NOW))
                .containsExactly(Foreign.Fate.REFUSED);
    }

    @Test
    void concernsAllAssistantsOrTheOneThatIsNamed() {
        Change.Accept one = accept(mine());
        Change.Accept other = accept(mine().assistant("aia_asst_2"));
        store().impressions().add(List.of(mine().assistant("aia_asst_3").target()), START);

        assertThat(store().erasures()
                        .erase(SESSION, List.of("aia_asst_2"), List.of(ASSISTANT), entry(NOW))
                        .feedback())
                .isEqualTo(1);
        assertThat(find(one).status()).isEqualTo(Status.CURRENT);
        assertThat(find(other).status()).isEqualTo(Status.ERASED);

        Erasure all = erase(NOW);
        assertThat(all.feedback()).isEqualTo(1);
        assertThat(all.impressions()).isEqualTo(1);
        assertThat(everythingKept()).doesNotContain("4917012345");
    }

    private static Votes mine() {
        return vote().session(SESSION);
    }

    private static Foreign foreign(String upstreamId, String session, Instant at) {
        Target target = new Target(ASSISTANT, session, "m of " + upstreamId, "");
        return new Foreign(nextId(), target, new Opinion(1.0, "", List.of()), at, upstreamId, "print " + upstreamId);
    }

    private Erasure erase(Instant at) {
        return store().erasures().erase(SESSION, List.of(), List.of(ASSISTANT), entry(at));
    }

    private static AuditEntry entry(Instant at) {
        return AuditEntry.of(at, "User kim", AuditAction.ERASE, "", "");
    }

    private Change.Accept accept(Votes votes) {
        Change.Accept accept = votes.accept();
        write(accept);
        return accept;
    }

    private Written write(Change change) {
        return store().feedback().write(List.of(change)).get(0);
    }

    private Claim claim(Change.Accept accepted) {
        return claim(accepted, SETTLED);
    }

    private Claim claim(Change.Accept accepted, Instant now) {
        ClaimRequest request = new ClaimRequest(accepted.id(), "print of " + accepted.id());
        return store().deliveries()
                .claim(TWILIO, List.of(request), "node", now, START, now.plusSeconds(60))
                .get(0);
    }

    private void record(Claim claim, DeliveryState state, @Nullable String upstreamId) {
        String problem = state == DELIVERED ? null : "refused";
        store().deliveries()
                .record(List.of(new DeliveryResult(claim, state, null, 0, true, upstreamId, null, problem)), SETTLED);
    }

    private Feedback find(Change.Accept accepted) {
        String assistantId = accepted.feedback().target().assistantId();
        return store().feedback().find(assistantId, accepted.id()).orElseThrow().feedback();
    }

    private @Nullable DeliveryState stateOf(Change.Accept accepted) {
        FeedbackId id = accepted.id();
        return store().feedback().find(ASSISTANT, id).orElseThrow().state();
    }

    /** All that is in the tables, as one text. */
    private String everythingKept() {
        List<String> rows = new ArrayList<>();
        for (String table : List.of("feedback", "delivery", "impression", "tombstone", "audit")) {
            rows.addAll(jdbc().read(
                            "read a table",
                            Connections.Use.WORK,
                            statements -> statements.list(
                                    "SELECT " + TEXTS.get(table) + " FROM " + table, binds -> {}, Row::text)));
        }
        return String.join("\n", rows);
    }

    private static final Map<String, String> TEXTS = Map.of(
            "feedback",
            "id || '|' || session_id || '|' || message_id || '|' || voter || '|' || text || '|' || reasons || '|'"
                    + " || COALESCE(idempotency_key, '') || '|' || COALESCE(payload_hash, '')",
            "delivery",
            "feedback_id || '|' || COALESCE(problem, '') || '|' || COALESCE(upstream_id, '')",
            "impression",
            "session_id || '|' || message_id || '|' || voter",
            "tombstone",
            "destination || '|' || name",
            "audit",
            "target || '|' || note");
}

package io.feedback4j.store.jdbc;

import static io.feedback4j.model.DeliveryState.REJECTED;
import static io.feedback4j.model.DeliveryState.UNCERTAIN;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.Delivery;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.Change;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.store.Ledger;
import io.feedback4j.store.Written;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.Votes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * What tests of a {@link DeliveryStore} say again and again. The store has one destination, {@code twilio}, a window of 30
 * seconds and a maximum of 5 minutes; after each test its books must balance.
 */
abstract class DeliveryStoreSetUp {
    static final String TWILIO = "twilio";

    static final List<String> ALL = List.of(ASSISTANT, "other");

    static final Instant START = MutableClock.START;

    static final Instant SETTLED = START.plusSeconds(30);

    static final Instant LEASE_END = SETTLED.plusSeconds(60);

    static final Instant LATER = SETTLED.plusSeconds(300);

    abstract FeedbackStore feedback();

    abstract DeliveryStore store();

    abstract void close();

    @AfterEach
    void booksAreBalanced() {
        Ledger ledger = store().ledger(TWILIO);
        close();
        assertThat(ledger.isBalanced()).as("%s", ledger).isTrue();
    }

    Claim claimedAs(Change.Accept accepted, String fingerprint) {
        ClaimRequest request = new ClaimRequest(accepted.id(), fingerprint);
        return store().claim(TWILIO, List.of(request), "node", SETTLED, START, LEASE_END)
                .get(0);
    }

    Written write(Votes vote) {
        return feedback().write(List.of(vote.accept())).get(0);
    }

    Change.Accept accept(Votes vote) {
        Change.Accept accept = vote.accept();
        assertThat(feedback().write(List.of(accept))).hasOnlyElementsOfType(Written.Kept.class);
        return accept;
    }

    Written.Withdrawn withdraw(Change.Accept accepted) {
        return (Written.Withdrawn) feedback()
                .write(List.of(new Change.Withdraw(ASSISTANT, accepted.id(), START)))
                .get(0);
    }

    @Nullable
    Claim claim(Change.Accept accepted, Instant now) {
        ClaimRequest request = new ClaimRequest(accepted.id(), "print of " + accepted.id());
        List<Claim> claims = store().claim(TWILIO, List.of(request), "node", now, START, now.plusSeconds(60));
        return claims.isEmpty() ? null : claims.get(0);
    }

    Claim claimed(Change.Accept accepted) {
        Claim claim = claim(accepted, SETTLED);
        return requireNonNull(claim, "it can be claimed");
    }

    Claim uncertain(Change.Accept accepted) {
        Claim claim = claimed(accepted);
        store().record(List.of(result(claim, UNCERTAIN).nextAt(SETTLED).build()), SETTLED);
        return claim;
    }

    void reject(Change.Accept... accepted) {
        for (Change.Accept one : accepted) {
            store().record(
                            List.of(result(claimed(one), REJECTED)
                                    .httpStatus(400)
                                    .build()),
                            SETTLED);
        }
    }

    List<FeedbackId> due(Instant now) {
        return ids(store().due(TWILIO, ALL, now, START, 10));
    }

    static List<FeedbackId> ids(List<Feedback> feedback) {
        return feedback.stream().map(Feedback::id).toList();
    }

    Delivery delivery(Change.Accept accepted) {
        return feedback()
                .find(accepted.feedback().target().assistantId(), accepted.id())
                .orElseThrow()
                .deliveries()
                .get(0);
    }

    DeliveryState stateOf(Change.Accept accepted) {
        return delivery(accepted).state();
    }

    static ResultBuilder result(Claim claim, DeliveryState state) {
        return new ResultBuilder(claim, state);
    }

    static final class ResultBuilder {
        private final Claim claim;
        private final DeliveryState state;
        private @Nullable Instant nextAt;
        private int absences;
        private boolean counts = true;
        private @Nullable String upstreamId;
        private @Nullable Integer httpStatus;
        private @Nullable String problem;

        ResultBuilder(Claim claim, DeliveryState state) {
            this.claim = claim;
            this.state = state;
        }

        ResultBuilder nextAt(Instant nextAt) {
            this.nextAt = nextAt;
            return this;
        }

        ResultBuilder absences(int absences) {
            this.absences = absences;
            return this;
        }

        ResultBuilder counts(boolean counts) {
            this.counts = counts;
            return this;
        }

        ResultBuilder upstreamId(String upstreamId) {
            this.upstreamId = upstreamId;
            return this;
        }

        ResultBuilder httpStatus(int httpStatus) {
            this.httpStatus = httpStatus;
            return this;
        }

        ResultBuilder problem(String problem) {
            this.problem = problem;
            return this;
        }

        DeliveryResult build() {
            return new DeliveryResult(claim, state, nextAt, absences, counts, upstreamId, httpStatus, problem);
        }
    }
}

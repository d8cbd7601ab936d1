package io.feedback4j.delivery;

import static io.feedback4j.delivery.ModelDestination.content;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.feedback4j.model.Delivery;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import io.feedback4j.store.Ledger;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What users rely on, as what must hold between the model and the store after every step. */
final class Promises {
    private final OpinionModel model;
    private final UncertaintyPolicy policy;

    Promises(OpinionModel model, UncertaintyPolicy policy) {
        this.model = model;
        this.policy = policy;
    }

    static void promise(boolean held, String promise) {
        if (!held) {
            throw new BrokenPromiseException(promise);
        }
    }

    void claimed(FeedbackId id) {
        promise(model.status.get(id) == Status.CURRENT, "P4: only the last word on a target is claimed");
        model.claims.merge(id, 1, Integer::sum);
    }

    /** What was claimed before it was replaced or taken back may still be sent: it cannot be called back. */
    void sent(Feedback feedback) {
        FeedbackId id = feedback.id();
        int sends = model.sends.merge(id, 1, Integer::sum);
        Feedback said = model.said.get(id);
        promise(sends <= model.claims.getOrDefault(id, 0), "one claim is one request");
        promise(said != null && said.opinion().equals(feedback.opinion()), "what is sent is what was said");
        promise(!model.toldNotUpstream.contains(id), "nothing is sent after its voter was told it is not upstream");
    }

    void afterStep(List<FeedbackRecord> stored, Ledger ledger) {
        Map<FeedbackId, FeedbackRecord> records = new HashMap<>();
        stored.forEach(record -> records.put(record.feedback().id(), record));
        for (Feedback said : model.said.values()) {
            if (model.isKept(said.id())) {
                FeedbackRecord record = records.remove(said.id());
                if (record == null) {
                    throw new BrokenPromiseException("P1: what was acknowledged is in the store");
                }
                isAsSaid(said, record.feedback());
                record.deliveries().forEach(delivery -> fits(record.feedback(), delivery));
            }
        }
        promise(records.isEmpty(), "nothing is in the store that nobody said");
        balances(stored, ledger);
        arrivedOnceAndInOrder(stored);
    }

    private void isAsSaid(Feedback said, Feedback kept) {
        Opinion blank = said.opinion().scoreOnly();
        boolean verbatim = kept.opinion().equals(said.opinion()) && !model.blank.contains(said.id());
        boolean mayBeBlank = model.blank.contains(said.id()) || model.perhapsBlank.contains(said.id());
        promise(kept.status() == model.status.get(said.id()), "the last word on a target is current, and no other");
        promise(
                verbatim || mayBeBlank && kept.opinion().equals(blank),
                "P1: what was said is kept verbatim until it is taken back, and then blank");
    }

    private static void fits(Feedback kept, Delivery delivery) {
        boolean mayBeClaimed = delivery.state() == DeliveryState.SETTLING || delivery.state() == DeliveryState.READY;
        promise(
                kept.status() == Status.CURRENT || !mayBeClaimed,
                "P4: what was replaced or taken back is not to be sent, and is " + delivery.state());
    }

    private void balances(List<FeedbackRecord> stored, Ledger ledger) {
        Map<DeliveryState, Long> counted = stored.stream()
                .flatMap(record -> record.deliveries().stream())
                .collect(groupingBy(Delivery::state, counting()));
        promise(ledger.isBalanced(), "P6: the books balance: " + ledger);
        promise(ledger.accepted() == model.said.size(), "P6: accepted is what was acknowledged: " + ledger);
        promise(ledger.purged() == model.purged.size(), "P6: purged is what was deleted: " + ledger);
        ledger.states()
                .forEach((state, count) ->
                        promise(count == counted.getOrDefault(state, 0L), "P6: the books name each " + state));
    }

    private void arrivedOnceAndInOrder(List<FeedbackRecord> stored) {
        Map<String, Long> got = byContent(model.got);
        Map<String, Long> claimed =
                byContent(model.claims.keySet().stream().map(model::saidAs).toList());
        // An operator who chose to send again without looking gets duplicates: the named exception.
        got.forEach((content, count) -> promise(
                policy == UncertaintyPolicy.RESEND || count <= claimed.getOrDefault(content, 0L),
                "P3: one opinion is one record, and not " + count));
        Map<Object, FeedbackId> last = new HashMap<>();
        for (Feedback one : model.got) {
            FeedbackId before = last.put(one.target(), one.id());
            promise(
                    before == null || before.compareTo(one.id()) <= 0 || model.adrift.contains(one.id()),
                    "P5: order is kept on a target");
        }
        for (FeedbackRecord record : stored) {
            boolean delivered = record.deliveries().get(0).state() == DeliveryState.DELIVERED;
            promise(
                    !delivered
                            || got.containsKey(
                                    content(model.saidAs(record.feedback().id()))),
                    "what is delivered is at the destination");
        }
    }

    /** When everything has come to rest. */
    void atTheEnd(List<FeedbackRecord> stored) {
        Map<String, Long> got = byContent(model.got);
        Map<String, Long> delivered = byContent(stored.stream()
                .filter(record -> record.deliveries().get(0).state() == DeliveryState.DELIVERED)
                .map(record -> model.saidAs(record.feedback().id()))
                .toList());
        delivered.forEach((content, count) -> promise(
                got.getOrDefault(content, 0L) >= count || isAdrift(content),
                "P2: each of " + count + " equal opinions is delivered"));
        for (FeedbackRecord record : stored) {
            DeliveryState state = record.deliveries().get(0).state();
            promise(
                    !state.isWaiting() || mayStayUncertain(record),
                    "P2: in the end nothing waits, and this does: " + record.deliveries());
            if (record.feedback().status() == Status.CURRENT && state == DeliveryState.DELIVERED) {
                isTheLastWord(record.feedback());
            }
        }
    }

    /** Whether one that says the same was on its way while the clock was set, so that its record cannot be told by its time. */
    private boolean isAdrift(String content) {
        return model.adrift.stream().anyMatch(id -> content(model.saidAs(id)).equals(content));
    }

    /**
     * The named exceptions: an operator wants it so; or the destination has a record about the same session and message
     * that may be this one: of something that we deleted for its age, or that was on its way when the clock was set.
     */
    private boolean mayStayUncertain(FeedbackRecord record) {
        Target target = record.feedback().target();
        boolean perhapsThere = model.got.stream()
                .filter(got -> model.adrift.contains(got.id()) || !model.isKept(got.id()))
                .map(Feedback::target)
                .anyMatch(other -> other.sessionId().equals(target.sessionId())
                        && other.messageId().equals(target.messageId()));
        return record.deliveries().get(0).state() == DeliveryState.UNCERTAIN
                && (policy == UncertaintyPolicy.PARK || perhapsThere);
    }

    private void isTheLastWord(Feedback feedback) {
        List<Feedback> ofTarget = model.got.stream()
                .filter(one -> one.target().equals(feedback.target()))
                .toList();
        boolean alone = byContent(model.said.values()).getOrDefault(content(feedback), 0L) == 1;
        boolean cameLate = !ofTarget.isEmpty()
                && model.adrift.contains(ofTarget.get(ofTarget.size() - 1).id());
        promise(
                !alone || cameLate || content(ofTarget.get(ofTarget.size() - 1)).equals(content(feedback)),
                "P4: the last record of a target is its last word");
    }

    private static Map<String, Long> byContent(Collection<Feedback> feedback) {
        return feedback.stream().collect(groupingBy(ModelDestination::content, counting()));
    }
}

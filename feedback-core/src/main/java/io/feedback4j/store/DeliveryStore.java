package io.feedback4j.store;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where it went. Thread-safe. Every method throws {@link StoreException} on an outage. */
public interface DeliveryStore {

    /**
     * What may be claimed now: settling whose deadline has passed, or ready and not to wait any longer; oldest first;
     * only of these assistants; only where no earlier feedback of the same target is ready or sending, or is uncertain
     * and can still be found out about.
     *
     * @param uncertainSince an uncertain one that was last sent before this, or with which nothing more will happen by
     *     itself, holds up nothing: whether it arrived may never be known
     */
    List<Feedback> due(
            String destination, Collection<String> assistantIds, Instant now, Instant uncertainSince, int limit);

    /**
     * When the next delivery of these assistants comes due, if any is settling or ready. Used to know how long to
     * sleep.
     *
     * @param uncertainSince as for {@link #due}
     */
    @Nullable
    Instant nextDue(String destination, Collection<String> assistantIds, Instant uncertainSince);

    /**
     * Takes deliveries for sending, durably, before this returns: those of {@code wanted} that could be {@link #due}
     * now become {@code sending}. Those that could not (superseded, withdrawn, claimed by another node, an earlier one
     * of the same target on its way) are left alone and are not in the answer.
     *
     * @param owner names the node that sends
     * @param uncertainSince as for {@link #due}
     * @param leaseUntil when the right ends; the delivery is then uncertain
     */
    List<Claim> claim(
            String destination,
            List<ClaimRequest> wanted,
            String owner,
            Instant now,
            Instant uncertainSince,
            Instant leaseUntil);

    /**
     * Writes down what became of claims and look-ups, in one transaction where the database takes all of it; else one by
     * one. One that it refuses is written down without the id at the destination and the problem, and when that is
     * refused too, its lease ends as if it had never been answered.
     *
     * @return those that were left out because somebody holds their rows; they are to be given again after a while
     */
    List<DeliveryResult> record(List<DeliveryResult> results, Instant now);

    /**
     * Makes uncertain what was being sent and whose lease is over; with an owner, whatever that owner was sending and
     * whether or not the lease is over.
     *
     * @param exceptOwner with {@code null} only ended leases; else also everything that any other owner holds, which is
     *     right only for a store that one process at a time can open
     * @param nextAt when to look for them first
     * @return how many
     */
    int endLeases(String destination, @Nullable String exceptOwner, Instant now, Instant nextAt);

    /** Deliveries of an assistant whose fate is to be looked up now, oldest first. */
    List<Uncertain> uncertain(String destination, String assistantId, Instant now, int limit);

    /**
     * Delivered ones of an assistant that are to be looked for once more now, the longest due first: their id at the
     * destination is not known, or they may be there twice.
     */
    List<Sent> secondLooks(String destination, String assistantId, Instant now, int limit);

    /**
     * What was sent about these sessions, may be at the destination as it stands, being sent, uncertain, delivered or to be
     * sent again, and has no known id there.
     *
     * @param limit whoever gets so many or more may not have got all
     */
    List<Sent> nameless(String destination, String assistantId, Collection<String> sessionIds, int limit);

    /**
     * What else was ever sent about these sessions with one of these fingerprints, and is still kept here.
     *
     * @param limit whoever gets so many or more may not have got all
     */
    List<Sent> others(
            String destination,
            String assistantId,
            Collection<String> sessionIds,
            Collection<String> fingerprints,
            int limit);

    /**
     * Writes down which records at the destination are surplus, and counts each once, for ever. Those that are known
     * already, or may belong to an equal one that is on its way, are left alone.
     *
     * @return how many were new
     */
    int keepSurplus(String destination, String assistantId, List<Surplus> surplus, Instant now);

    /** How many records were ever found to be at the destination beside the one that belongs there. */
    long duplicates(String destination);

    /**
     * How many deliveries of an assistant are uncertain and were last sent before this moment, or wait without anything
     * more that happens by itself.
     */
    long unresolved(String destination, String assistantId, Instant lastSentBefore);

    /**
     * Mends what waits for a time that a clock which was set back put far ahead: settling that waits beyond {@code soon},
     * and ready, sending and uncertain that wait, or were last sent, beyond {@code latest}, wait until {@code soon}; what
     * waits for nothing stays. One that seems to be last sent beyond {@code latest} was sent now at the latest, and from
     * the beginning of time on at the earliest.
     *
     * @return how many
     */
    int clampWaiting(String destination, Instant now, Instant soon, Instant latest);

    /**
     * Leaves to somebody's decision what is uncertain and was last sent before a moment: nothing happens to it by itself any
     * more, and it holds nothing up.
     *
     * @return how many
     */
    int park(String destination, Instant lastSentBefore);

    /** Has looked up from now on what {@link #park} left to somebody's decision. @return how many */
    int unpark(String destination, Instant now);

    /**
     * Which of these ids at the destination need not be explained: they belong to a feedback of ours, are surplus, or
     * belonged to one that is not kept any more.
     */
    Collection<String> knownUpstreamIds(String destination, Collection<String> upstreamIds);

    /**
     * The fingerprints of what was delivered under these upstream ids; used to see whether the destination's list shows
     * our own records unchanged.
     *
     * @return as many as are known, by upstream id
     */
    Map<String, String> fingerprints(String destination, Collection<String> upstreamIds);

    /** Whether anything of this assistant was ever delivered with a known upstream id before this moment. */
    boolean hasDelivered(String destination, String assistantId, Instant before);

    /** Makes ready again what was rejected, such as when the refusal turned out to be one of everything. */
    void reopen(String destination, List<FeedbackId> ids, Instant now);

    /** How each destination is doing, as last saved. */
    List<DestinationStatus> destinations();

    /** Saves how a destination is doing. */
    void save(DestinationStatus status);

    /** The names of all destinations that feedback was ever accepted for, in order. */
    List<String> destinationsWithBooks();

    /** The books of one destination, as they are at one moment. */
    Ledger ledger(String destination);
}

package io.feedback4j.faults;

/**
 * What a load does.
 *
 * @param name begins the name of everything it says; two loads of one run have different ones
 * @param clients how many at once, each on targets of its own
 * @param targets how many each client votes on
 * @param perSecond how many requests a second in all at the most
 * @param undoPercent how often a client takes back what it said last on a target
 * @param repeatPercent how often it sends an acknowledged vote once more, with its key
 * @param limit how many votes each client gives at the most
 */
record Plan(String name, int clients, int targets, int perSecond, int undoPercent, int repeatPercent, int limit) {

    /** Four clients that change their minds, take back and repeat. */
    static Plan busy(int perSecond) {
        return new Plan("busy", 4, 15, perSecond, 10, 3, Integer.MAX_VALUE);
    }

    /** Each vote on a target of its own. */
    static Plan plain(int perSecond) {
        return new Plan("plain", 4, Integer.MAX_VALUE, perSecond, 0, 0, Integer.MAX_VALUE);
    }

    Plan name(String other) {
        return new Plan(other, clients, targets, perSecond, undoPercent, repeatPercent, limit);
    }

    Plan clients(int count) {
        return new Plan(name, count, targets, perSecond, undoPercent, repeatPercent, limit);
    }

    Plan targets(int count) {
        return new Plan(name, clients, count, perSecond, undoPercent, repeatPercent, limit);
    }

    Plan limit(int votesOfEach) {
        return new Plan(name, clients, targets, perSecond, undoPercent, repeatPercent, votesOfEach);
    }
}

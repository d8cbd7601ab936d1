package io.feedback4j.faults;

/**
 * What became of the votes, in the words of Jepsen's queue checker.
 *
 * @param acknowledged answered 202
 * @param lost acknowledged, and neither at the destination nor, with a right to be, only here
 * @param duplicated records at the destination beyond the first of the same vote
 * @param unexpected at the destination or here, and never sent to the product
 * @param recovered not acknowledged, and kept all the same, as is allowed
 */
record Verdict(int acknowledged, int lost, int duplicated, int unexpected, int recovered) {
    static final Verdict NONE = new Verdict(0, 0, 0, 0, 0);
}

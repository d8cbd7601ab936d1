package io.feedback4j.store;

import java.util.Map;

/**
 * What the votes of a {@link Scope} add up to.
 *
 * @param counts the votes, without those set apart
 * @param reasons how many of them gave each reason
 * @param sessions the sessions whose first vote is in the scope, with all their votes
 * @param firstNegative how many of those sessions have their first negative vote at which place, from 1 on
 * @param apart how many votes are set apart
 * @param bursts how many bursts they belong to
 */
public record Totals(
        VoteCounts counts,
        Map<String, Long> reasons,
        SessionCounts sessions,
        Map<Integer, Long> firstNegative,
        long apart,
        long bursts) {
    public Totals {
        reasons = Map.copyOf(reasons);
        firstNegative = Map.copyOf(firstNegative);
    }
}

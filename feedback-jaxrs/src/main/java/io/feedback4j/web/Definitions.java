package io.feedback4j.web;

import io.feedback4j.insights.Difference;
import io.feedback4j.insights.Weight;
import io.feedback4j.store.Burst;
import io.feedback4j.store.Ranked;
import io.feedback4j.store.Responses;

/** What each number is, for those who read the answers. */
final class Definitions {
    static final String VOTES = "Votes that count: the current one of each target (a message or a whole session, and a"
            + " voter), at the time it was given. What was changed, taken back, erased or deleted for its age is not in"
            + " it, and neither are bursts that are set apart.";
    static final String MEAN = "The mean of all scores, from 0 to 1. Votes without a score are not in it.";
    static final String MEAN_OF_SESSIONS =
            "The mean of the mean scores of sessions. A session belongs to the time of its"
                    + " first vote, with all its votes.";
    static final String COMMENTS = "Votes with a text.";
    static final String SESSIONS =
            "Of the sessions whose first vote is in the period and that have a score: those with a"
                    + " score below one half among all their votes. The position is that of the first such vote among the"
                    + " session's votes, in the order in which they were given. Bursts are in it: each is one session.";
    static final String REASONS =
            "Votes that gave this reason, of all votes that gave any. A vote may give several, so shares may add up to more.";
    static final String RESPONSE = "Of what was seen in the period, once for each message (or session) and voter:"
            + " that which has a vote that counts. Of the last " + Responses.MOST + ", where there was more.";
    static final String DIFFERENCE = "The share of the period less that of the one before, which is as long. With fewer"
            + " than " + Difference.MIN_EACH + " scores in one of both nothing is said.";
    static final String APART = "A session that gave " + Burst.MIN_VOTES
            + " votes or more within a quarter of an hour is a burst. Its votes of that quarter are in no rate until an"
            + " operator includes them.";

    private static final String RANKED =
            " Ranked by a bound of the 95 % interval of the share, never by the share itself:"
                    + " worst has the least upper bound first, best the greatest lower bound. With fewer than "
                    + Ranked.MIN_SCORED + " scores there is no rank; those come last, the latest first.";
    static final String RANKED_SESSIONS =
            "Sessions whose first vote is in the period, each with all its votes." + RANKED;
    static final String RANKED_MESSAGES =
            "Messages that were last voted on in the period, each with all its votes." + RANKED;
    static final String RANKED_ASSISTANTS = "Assistants with their votes in the period." + RANKED;

    private static final String SHARE = "Scores above one half, of all scores. Votes without a score are not in it.";
    private static final String SHARE_OF_SESSIONS =
            "The mean of each session's own share of scores above one half, so that"
                    + " every session counts once. A session belongs to the time of its first vote, with all its votes.";

    private Definitions() {}

    static String share(Weight weight) {
        return weight == Weight.VOTES ? SHARE : SHARE_OF_SESSIONS;
    }

    static String mean(Weight weight) {
        return weight == Weight.VOTES ? MEAN : MEAN_OF_SESSIONS;
    }
}

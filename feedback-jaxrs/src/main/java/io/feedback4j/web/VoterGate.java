package io.feedback4j.web;

import io.feedback4j.FeedbackConfig;
import io.feedback4j.model.Target;

/** Where voters come in: from pages of this site or from programs, not too often, and known if the host knows them. */
final class VoterGate {
    private final VoterResolver resolver;
    private final OriginProof origin;
    private final VoteLimits limits;
    private final FeedbackConfig.Access access;

    VoterGate(VoterResolver resolver, OriginProof origin, VoteLimits limits, FeedbackConfig.Access access) {
        this.resolver = resolver;
        this.origin = origin;
        this.limits = limits;
        this.access = access;
    }

    /** To be passed before anything of a request is read. @throws ProblemException when it is foreign, or one too many */
    void pass(Request request) {
        origin.refuseForeign(request);
        limits.countRequest(Peer.ofCaller(request, access));
    }

    /** To be passed before a vote is kept. @throws ProblemException when it is one too many */
    void passVote(Target target) {
        limits.countVote(target);
    }

    /** To be passed before it is noted what a session has seen. @throws ProblemException when it is one too many */
    void passShown(String assistantId, String sessionId) {
        limits.countShown(assistantId, sessionId);
    }

    /**
     * Who is voting; {@code ""} where unknown.
     *
     * @throws IllegalStateException when the host's resolver gives a name that cannot be kept
     */
    String voterOf(Request request) {
        String voter = resolver.voterOf(request);
        if (voter == null) {
            return "";
        }
        if (voter.length() > Target.MAX_ID_CHARS || !voter.equals(voter.strip())) {
            throw new IllegalStateException("The VoterResolver must give a name of at most " + Target.MAX_ID_CHARS
                    + " characters without white space around it");
        }
        return voter;
    }
}

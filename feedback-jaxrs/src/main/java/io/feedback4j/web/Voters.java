package io.feedback4j.web;

import io.feedback4j.model.Target;

/** Asks the host who is voting, and does not trust the answer blindly. */
final class Voters {
    private final VoterResolver resolver;

    Voters(VoterResolver resolver) {
        this.resolver = resolver;
    }

    /**
     * The voter; {@code ""} where unknown.
     *
     * @throws IllegalStateException when the host's resolver gives a name that cannot be kept
     */
    String of(Request request) {
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

package io.feedback4j.web;

import io.feedback4j.FeedbackConfig.Access;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request comes from a page of this site, by what only a browser can say: {@code Sec-Fetch-Site} (Fetch
 * Metadata) or else {@code Origin}. Browsers send the former only to https and to this machine.
 */
final class OriginProof {
    private final Access access;

    OriginProof(Access access) {
        this.access = access;
    }

    /** For what changes something under an admin's rights. @throws ProblemException unless there is a proof */
    void require(Request request) {
        String site = single(request, "Sec-Fetch-Site");
        String origin = single(request, "Origin");
        if (site == null && origin == null) {
            throw foreign("Send Sec-Fetch-Site: none, or Origin with the origin of this service, to show that no page"
                    + " of another site is behind this.");
        }
        if (site != null ? !isOwn(site) : !isOwnOrigin(request, origin, true)) {
            throw foreign("Pages of another site may not do this. If this is your own site behind a proxy, set"
                    + " feedback.public-url.");
        }
    }

    /** For what voters do: a program that says nothing of a site is welcome. @throws ProblemException when foreign */
    void refuseForeign(Request request) {
        String site = single(request, "Sec-Fetch-Site");
        String origin = single(request, "Origin");
        boolean own = site != null ? isOwn(site) : origin == null || isOwnOrigin(request, origin, false);
        if (!own) {
            throw foreign("Pages of another site may not do this. If this is your own site behind a proxy, set"
                    + " feedback.public-url.");
        }
    }

    /**
     * For what voters do by a form, which pages of other sites can send, too, and programs need not: there must be a proof.
     *
     * @throws ProblemException unless there is one
     */
    void requireOwn(Request request) {
        if (single(request, "Sec-Fetch-Site") == null && single(request, "Origin") == null) {
            throw foreign(
                    "Nothing says that a page of this site sent this form; browsers do so by Sec-Fetch-Site or Origin.");
        }
        refuseForeign(request);
    }

    /** @return {@code null} when it is not there; something that is no proof when it is there more than once */
    private static @Nullable String single(Request request, String header) {
        return request.headers(header).size() > 1 ? "several" : request.header(header);
    }

    private static boolean isOwn(String site) {
        return site.equals("same-origin") || site.equals("none");
    }

    /**
     * @param exact whether the scheme counts. For voters it does not: behind a proxy that speaks TLS the scheme here is
     *     another than the page's, and a vote is worth no attack on the network
     */
    private boolean isOwnOrigin(Request request, @Nullable String origin, boolean exact) {
        if (origin == null) {
            return false;
        }
        URI url = access.publicUrl();
        if (url != null
                && normal(url.getScheme() + "://" + url.getRawAuthority()).equals(normal(origin))) {
            return true;
        }
        String host = single(request, "Host");
        if (host == null) {
            return false;
        }
        if (normal(request.scheme() + "://" + host).equals(normal(origin))) {
            return true;
        }
        return (!exact || access.tlsTerminated()) && normal("https://" + host).equals(normal(origin));
    }

    /** In small letters and without the port that goes without saying. */
    private static String normal(String origin) {
        String small = origin.toLowerCase(Locale.ROOT);
        if (small.startsWith("https://") && small.endsWith(":443")) {
            return small.substring(0, small.length() - 4);
        }
        return small.startsWith("http://") && small.endsWith(":80") ? small.substring(0, small.length() - 3) : small;
    }

    private static ProblemException foreign(String detail) {
        return new ProblemException(ProblemKind.FOREIGN_ORIGIN, detail);
    }
}

package io.feedback4j.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;

/** Where a browser goes back to: never to another site. */
final class ReturnPath {
    /** What it must be. */
    static final String RULE = "must be a path on this site that begins with one slash, such as /orders/7";

    private static final int MAX_CHARS = 2_000;
    private static final Pattern ORIGIN =
            Pattern.compile("https?://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

    private ReturnPath() {}

    static boolean isOne(String path) {
        if (path.length() > MAX_CHARS || !path.startsWith("/") || path.startsWith("//") || path.indexOf('\\') >= 0) {
            return false;
        }
        try {
            URI uri = new URI(path);
            return uri.getScheme() == null && uri.getRawAuthority() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /**
     * What goes into {@code Location}. It begins with the origin that the browser itself names, and that was proven to be
     * ours: some hosts would else put what they take for their own before it, which behind a proxy is another.
     *
     * @param outcome what became of the form, for the page behind the path
     */
    static String location(Request request, String path, String outcome) {
        int hash = path.indexOf('#');
        String before = hash < 0 ? path : path.substring(0, hash);
        String query = (before.indexOf('?') < 0 ? "?" : "&") + "feedback=" + outcome;
        String whole = URI.create(before + query + (hash < 0 ? "" : path.substring(hash)))
                .toASCIIString();
        List<String> origins = request.headers("Origin");
        return origins.size() == 1 && ORIGIN.matcher(origins.get(0)).matches() ? origins.get(0) + whole : whole;
    }
}

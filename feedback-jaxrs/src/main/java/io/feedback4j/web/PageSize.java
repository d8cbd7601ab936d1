package io.feedback4j.web;

import java.util.regex.Pattern;

/** How many entries a page of one of our own lists has: the parameter {@code limit}, 1 to 1,000, 50 without. */
final class PageSize {
    private static final String LIMIT = "limit";
    private static final int DEFAULT = 50;
    private static final int MAX = 1_000;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private PageSize() {}

    /** Notes in the query what is wrong with it. */
    static int of(QueryString query) {
        String value = query.one(LIMIT);
        if (value == null) {
            return DEFAULT;
        }
        int limit = NUMBER.matcher(value).matches() ? Integer.parseInt(value) : 0;
        if (limit < 1 || limit > MAX) {
            query.problem(LIMIT, "must be a whole number from 1 to " + MAX);
        }
        return limit;
    }
}

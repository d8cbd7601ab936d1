package io.feedback4j.web;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses of the pages around a page; {@code null} where there is none. They keep the filters. */
record ListLinks(
        String first,
        String self,
        @Nullable String previous,
        @Nullable String next) {

    /**
     * @param address of the list, without a query
     * @param found what {@link ListPage#query} found, with the one record more
     */
    static ListLinks of(String address, QueryString query, ListPage page, List<FeedbackRecord> found) {
        String base = address + filters(query) + "PageSize=" + page.size() + "&Page=";
        List<FeedbackRecord> shown = page.shown(found);
        boolean further = found.size() > page.size();
        // Where a page was reached by a cursor, the cursor itself lies on the side one came from.
        boolean before = !shown.isEmpty() && (page.isBackwards() ? further : page.token() != null);
        boolean behind = !shown.isEmpty() && (page.isBackwards() || further);
        return new ListLinks(
                base + 0,
                base + page.number() + token(page.token()),
                before ? base + Math.max(0, page.number() - 1) + token(new PageToken(true, id(shown, 0))) : null,
                behind ? base + next(page) + token(new PageToken(false, id(shown, shown.size() - 1))) : null);
    }

    private static long next(ListPage page) {
        return page.number() + 1L;
    }

    private static FeedbackId id(List<FeedbackRecord> records, int index) {
        return records.get(index).feedback().id();
    }

    private static String token(@Nullable PageToken token) {
        return token == null ? "" : "&PageToken=" + token.encode();
    }

    private static String filters(QueryString query) {
        StringBuilder filters = new StringBuilder("?");
        for (String name : ListFilters.NAMES) {
            String value = query.last(name);
            if (value != null) {
                filters.append(name).append('=').append(Percent.encode(value)).append('&');
            }
        }
        return filters.toString();
    }
}

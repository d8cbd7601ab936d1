package io.feedback4j.web;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.store.FeedbackQuery;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which page of the list is wanted, as Twilio's clients ask for it.
 *
 * @param number what {@code Page} said; a number for people, the position is in the token
 * @param size how many records at the most
 * @param token where the page begins; {@code null} for the first page
 */
record ListPage(int number, int size, @Nullable PageToken token) {
    static final int DEFAULT_SIZE = 50;
    static final int MAX_SIZE = 1_000;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /** Notes in the query what is wrong with it. */
    static ListPage of(QueryString query) {
        int size = number(query, "PageSize", DEFAULT_SIZE);
        if (size < 1 || size > MAX_SIZE) {
            query.problem("PageSize", "must be a whole number from 1 to " + MAX_SIZE);
        }
        int page = number(query, "Page", 0);
        if (page < 0) {
            query.problem("Page", "must be a whole number from 0 on");
        }
        PageToken token = token(query);
        if (page > 0 && token == null && query.last("PageToken") == null) {
            query.problem("Page", "must be 0 without PageToken: follow meta.next_page_url to get further pages");
        }
        return new ListPage(page, size, token);
    }

    /** @return −1 when it is no number */
    private static int number(QueryString query, String name, int otherwise) {
        String value = query.last(name);
        if (value == null) {
            return otherwise;
        }
        return NUMBER.matcher(value).matches() ? Integer.parseInt(value) : -1;
    }

    private static @Nullable PageToken token(QueryString query) {
        String value = query.last("PageToken");
        PageToken token = value == null ? null : PageToken.parse(value).orElse(null);
        if (value != null && token == null) {
            query.problem("PageToken", "must be one that meta.next_page_url or meta.previous_page_url gave");
        }
        return token;
    }

    boolean isBackwards() {
        return token != null && token.backwards();
    }

    /** What is shown of what was found: without the one record more, which is the farthest from the cursor. */
    List<FeedbackRecord> shown(List<FeedbackRecord> found) {
        if (found.size() <= size) {
            return found;
        }
        return isBackwards() ? found.subList(found.size() - size, found.size()) : found.subList(0, size);
    }

    /** Asks for one record more than is shown, to know whether there is a further page. */
    FeedbackQuery query(String assistantId, ListFilters filters) {
        FeedbackId cursor = token == null ? null : token.cursor();
        return filters.query(assistantId, cursor, isBackwards(), size + 1);
    }
}

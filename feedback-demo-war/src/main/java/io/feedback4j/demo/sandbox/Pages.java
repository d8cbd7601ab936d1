package io.feedback4j.demo.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a list into pages as Twilio's are: {@code Page}, {@code PageSize}, {@code PageToken}, and a {@code meta} beside
 * the items. A token names the last item of the page before it, or the first of the one behind it, so that what comes in
 * meanwhile moves nothing.
 */
final class Pages {
    private static final int MAX_PAGE_SIZE = 1000;
    private static final int DEFAULT_PAGE_SIZE = 50;
    private static final int MAX_PAGE = 999_999;
    private static final String BEHIND = "PA";
    private static final String BEFORE = "PB";

    private final String url;

    /** @param url of the list, without a query */
    Pages(String url) {
        this.url = url;
    }

    /**
     * The page that is asked for.
     *
     * @param key the name of the list in the answer
     * @param id tells an item's id
     * @param json writes an item
     */
    <T> ObjectNode page(Query query, String key, List<T> items, Function<T, String> id, Function<T, ObjectNode> json) {
        int size = query.number("PageSize", 1, MAX_PAGE_SIZE, DEFAULT_PAGE_SIZE);
        int number = query.number("Page", 0, MAX_PAGE, 0);
        List<String> ids = items.stream().map(id).toList();
        int from = from(query.text("PageToken"), ids, number, size);
        int to = Math.min(items.size(), from + size);
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        items.subList(from, to).forEach(item -> shown.add(json.apply(item)));
        String next = to < ids.size() && to > 0 ? link(number + 1, size, BEHIND + ids.get(to - 1)) : null;
        String previous =
                from > 0 && from < ids.size() && number > 0 ? link(number - 1, size, BEFORE + ids.get(from)) : null;
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set(key, shown);
        answer.set("meta", meta(key, number, size, query.text("PageToken"), next, previous));
        return answer;
    }

    private static int from(String token, List<String> ids, int number, int size) {
        if (token.isEmpty()) {
            return (int) Math.min(ids.size(), (long) number * size);
        }
        int at = token.length() > 2 ? ids.indexOf(token.substring(2)) : -1;
        if (at >= 0 && token.startsWith(BEHIND)) {
            return at + 1;
        }
        if (at >= 0 && token.startsWith(BEFORE)) {
            return Math.max(0, at - size);
        }
        throw RefusedException.invalid("PageToken is not one of ours");
    }

    private ObjectNode meta(
            String key, int number, int size, String token, @Nullable String next, @Nullable String previous) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("first_page_url", link(0, size, ""))
                .put("key", key)
                .put("next_page_url", next)
                .put("page", number)
                .put("page_size", size)
                .put("previous_page_url", previous)
                .put("url", link(number, size, token));
    }

    private String link(int number, int size, String token) {
        return url + "?PageSize=" + size + "&Page=" + number + (token.isEmpty() ? "" : "&PageToken=" + token);
    }
}

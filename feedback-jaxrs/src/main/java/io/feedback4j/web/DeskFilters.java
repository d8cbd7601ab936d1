package io.feedback4j.web;

import io.feedback4j.store.RejectedFilter;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which of the rejected are meant, as a query says it. */
final class DeskFilters {
    /** The parameters that narrow. */
    static final List<String> NAMES = List.of("assistant_id", "destination", "http_status", "since", "until");

    static final String DESTINATION = "must be the name of a destination, such as twilio";
    static final String HTTP_STATUS = "must be a whole number from 100 to 599";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern STATUS = Pattern.compile("[1-5]\\d\\d");

    private DeskFilters() {}

    /** Notes in the query what is wrong with it. */
    static RejectedFilter of(QueryString query, Assistants assistants) {
        String assistant = query.one("assistant_id");
        String destination = query.one("destination");
        if (destination != null && !isDestination(destination)) {
            query.problem("destination", DESTINATION);
        }
        return new RejectedFilter(
                null,
                assistant == null ? null : assistants.resolve(assistant),
                destination,
                status(query),
                ListFilters.moment(query, "since"),
                ListFilters.moment(query, "until"));
    }

    static boolean isDestination(String name) {
        return NAME.matcher(name).matches();
    }

    private static @Nullable Integer status(QueryString query) {
        String value = query.one("http_status");
        if (value == null) {
            return null;
        }
        if (!STATUS.matcher(value).matches()) {
            query.problem("http_status", HTTP_STATUS);
            return null;
        }
        return Integer.valueOf(value);
    }
}

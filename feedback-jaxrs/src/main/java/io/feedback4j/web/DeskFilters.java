package io.feedback4j.web;

import io.feedback4j.store.RejectedFilter;
import io.feedback4j.store.Undelivered;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which of those that wait for a decision are meant, as a query says it. */
final class DeskFilters {
    static final String DESTINATION = "must be the name of a destination, such as twilio";
    static final String STATE = "must be rejected or uncertain";
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
                state(query),
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

    /** @return {@code null} for any other word */
    static @Nullable Undelivered state(String word) {
        return switch (word) {
            case "rejected" -> Undelivered.REJECTED;
            case "uncertain" -> Undelivered.PARKED;
            default -> null;
        };
    }

    private static Undelivered state(QueryString query) {
        String word = query.one("state");
        Undelivered state = word == null ? Undelivered.REJECTED : state(word);
        if (state == null) {
            query.problem("state", STATE);
            return Undelivered.REJECTED;
        }
        return state;
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

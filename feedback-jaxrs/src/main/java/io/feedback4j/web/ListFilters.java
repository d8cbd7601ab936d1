package io.feedback4j.web;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import io.feedback4j.store.FeedbackQuery;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which records the list shows, as the query says it; {@code null} where it says nothing. */
record ListFilters(
        @Nullable String sessionId,
        @Nullable String messageId,
        @Nullable Double minScore,
        @Nullable Double maxScore,
        @Nullable Status status,
        @Nullable DeliveryState state,
        @Nullable String reason,
        @Nullable String text,
        @Nullable Instant since,
        @Nullable Instant until) {

    /** The parameters, in the order in which links name them. */
    static final List<String> NAMES = List.of(
            "session_id", "message_id", "min_score", "max_score", "status", "state", "reason", "q", "since", "until");

    private static final Pattern DECIMAL = Pattern.compile("[01](\\.\\d{1,20})?");
    private static final Pattern REASON = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    /** What a moment must be. */
    static final String MOMENT = "must be a date such as 2026-11-23 or a moment such as 2026-11-23T08:00:00Z";

    private static final int MAX_TEXT_CHARS = 200;
    private static final int LAST_YEAR = 9999;

    /** Notes in the query what is wrong with it. */
    static ListFilters of(QueryString query) {
        ListFilters filters = new ListFilters(
                id(query, "session_id", 1),
                id(query, "message_id", 0),
                score(query, "min_score"),
                score(query, "max_score"),
                status(query),
                state(query),
                reason(query),
                text(query),
                moment(query, "since"),
                moment(query, "until"));
        filters.checkRanges(query);
        return filters;
    }

    /** These filters as the store takes them; the other parameters are those of {@link FeedbackQuery}. */
    FeedbackQuery query(String assistantId, @Nullable FeedbackId cursor, boolean backwards, int limit) {
        return new FeedbackQuery(
                assistantId,
                sessionId,
                messageId,
                minScore,
                maxScore,
                status,
                state,
                reason,
                text,
                since,
                until,
                cursor,
                backwards,
                limit);
    }

    private void checkRanges(QueryString query) {
        if (minScore != null && maxScore != null && minScore > maxScore) {
            query.problem("min_score", "must not be more than max_score");
        }
        if (since != null && until != null && !since.isBefore(until)) {
            query.problem("since", "must be before until");
        }
    }

    private static @Nullable String id(QueryString query, String name, int min) {
        String value = query.one(name);
        if (value != null) {
            Target.check(name, value, min, query.problems());
        }
        return value;
    }

    private static @Nullable Double score(QueryString query, String name) {
        String value = query.one(name);
        if (value == null) {
            return null;
        }
        Double score = DECIMAL.matcher(value).matches() ? Double.valueOf(value) : null;
        if (score == null || score > 1) {
            query.problem(name, "must be a number from 0 to 1, such as 0.5");
        }
        return score;
    }

    private static @Nullable Status status(QueryString query) {
        String value = query.one("status");
        for (Status status : Status.values()) {
            if (status.word().equals(value)) {
                return status;
            }
        }
        if (value != null) {
            query.problem(
                    "status",
                    mustBeAmong(Arrays.stream(Status.values()).map(Status::word).toList()));
        }
        return null;
    }

    private static @Nullable DeliveryState state(QueryString query) {
        String value = query.one("state");
        for (DeliveryState state : DeliveryState.values()) {
            if (state.word().equals(value)) {
                return state;
            }
        }
        if (value != null) {
            query.problem(
                    "state",
                    mustBeAmong(Arrays.stream(DeliveryState.values())
                            .map(DeliveryState::word)
                            .toList()));
        }
        return null;
    }

    private static String mustBeAmong(List<String> words) {
        return "must be among " + String.join(", ", words);
    }

    private static @Nullable String reason(QueryString query) {
        // Not only those of today's catalogue: old records have reasons of an old one.
        String value = query.one("reason");
        if (value != null && !REASON.matcher(value).matches()) {
            query.problem("reason", "must be the id of a reason, of a-z, 0-9 and -");
        }
        return value;
    }

    private static @Nullable String text(QueryString query) {
        String value = query.one("q");
        if (value != null && (value.isEmpty() || value.length() > MAX_TEXT_CHARS || value.indexOf('\0') >= 0)) {
            query.problem("q", "must have 1 to " + MAX_TEXT_CHARS + " characters");
        }
        return value;
    }

    static @Nullable Instant moment(QueryString query, String name) {
        String value = query.one(name);
        if (value == null) {
            return null;
        }
        // A plus sign that was not encoded comes as a space.
        Instant moment = parsed(value.replace(' ', '+'));
        if (moment == null) {
            query.problem(name, MOMENT);
        }
        return moment;
    }

    /** @return {@code null} when it is no moment */
    static @Nullable Instant parsed(String value) {
        try {
            OffsetDateTime moment = DAY.matcher(value).matches()
                    ? LocalDate.parse(value).atStartOfDay().atOffset(ZoneOffset.UTC)
                    : OffsetDateTime.parse(value);
            boolean plain = moment.getYear() >= 1 && moment.getYear() <= LAST_YEAR;
            return plain ? moment.toInstant() : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}

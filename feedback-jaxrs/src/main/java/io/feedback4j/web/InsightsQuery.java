package io.feedback4j.web;

import io.feedback4j.insights.Period;
import io.feedback4j.insights.Step;
import io.feedback4j.insights.Weight;
import io.feedback4j.model.FieldProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a question about numbers is about, as the query says it.
 *
 * @param assistantId {@code null} for all
 */
record InsightsQuery(@Nullable String assistantId, Period period, Weight weight) {
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** @throws ProblemException naming everything that is wrong, also what was noted in the query before */
    static InsightsQuery of(QueryString query, Assistants assistants, Instant now) {
        String assistant = query.one("assistant");
        String assistantId = assistant == null ? null : assistants.resolve(assistant);
        Weight weight = oneOf(query, "weight", Weight.values(), Weight.VOTES);
        ZoneId zone = zone(query);
        Instant from = moment(query, "from", zone);
        Instant until = moment(query, "until", zone);
        query.check();
        return new InsightsQuery(assistantId, period(from, until, zone, now), weight);
    }

    /** How long a point of a trend is. */
    static Step step(QueryString query) {
        return oneOf(query, "bucket", Step.values(), Step.DAY);
    }

    /** The constant of this name; notes in the query when there is none. */
    static <T extends Enum<T>> T oneOf(QueryString query, String name, T[] all, T usual) {
        String value = query.one(name);
        for (T one : all) {
            if (word(one).equals(value)) {
                return one;
            }
        }
        if (value != null) {
            query.problem(
                    name,
                    "must be among "
                            + Arrays.stream(all).map(InsightsQuery::word).collect(Collectors.joining(", ")));
        }
        return usual;
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    private static ZoneId zone(QueryString query) {
        String value = query.one("zone");
        if (value != null) {
            try {
                return ZoneId.of(value);
            } catch (DateTimeException e) {
                query.problem("zone", "must be the name of a time zone, such as Europe/Berlin");
            }
        }
        return ZoneId.of("UTC");
    }

    private static @Nullable Instant moment(QueryString query, String name, ZoneId zone) {
        String value = query.one(name);
        if (value == null || !DAY.matcher(value).matches()) {
            return ListFilters.moment(query, name);
        }
        try {
            return LocalDate.parse(value).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            query.problem(name, ListFilters.MOMENT);
            return null;
        }
    }

    private static Period period(@Nullable Instant from, @Nullable Instant until, ZoneId zone, Instant now) {
        try {
            if (from == null && until == null) {
                return Period.usual(now, zone);
            }
            Instant end = until == null ? now.plusMillis(1) : until;
            return new Period(from == null ? Period.daysBefore(end, zone) : from, end, zone);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw invalid("from", "must be before until, and at most " + Period.LONGEST.toDays() + " days");
        }
    }

    static ProblemException invalid(String field, String detail) {
        return new ProblemException(Problem.invalid(List.of(new FieldProblem(field, detail))));
    }
}

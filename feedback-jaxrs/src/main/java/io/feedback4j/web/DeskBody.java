package io.feedback4j.web;

import io.feedback4j.desk.Desk;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FieldProblem;
import io.feedback4j.store.AuditEntry;
import io.feedback4j.store.RejectedFilter;
import io.feedback4j.store.Undelivered;
import io.feedback4j.web.StrictJson.Null;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is decided at the desk, as a body says it, with everything that is wrong with it named at once. A member that is
 * not known is refused here, because a filter that is misspelt would mean everything. Not thread-safe.
 */
final class DeskBody {
    private static final Set<String> OF_ONE = Set.of("state", "assistant_id", "destination", "note");
    private static final Set<String> OF_MANY =
            Set.of("state", "assistant_id", "destination", "http_status", "since", "until", "note");
    private static final Set<String> OF_MANY_WITH_RATE =
            Set.of("state", "assistant_id", "destination", "http_status", "since", "until", "note", "rate");

    private static final String WAITING = Undelivered.WAITING.word();

    private final Map<String, Object> members;
    private final List<FieldProblem> problems = new ArrayList<>();

    private DeskBody(Request request, Set<String> known) {
        this.members = JsonBody.readIfAny(request, known);
        if (!known.containsAll(members.keySet())) {
            String allowed = String.join(", ", known.stream().sorted().toList());
            problems.add(new FieldProblem("", "no members are taken here but " + allowed));
        }
    }

    static DeskBody ofOne(Request request) {
        return new DeskBody(request, OF_ONE);
    }

    static DeskBody ofMany(Request request, boolean withRate) {
        return new DeskBody(request, withRate ? OF_MANY_WITH_RATE : OF_MANY);
    }

    /** Which are meant. @param id of one feedback; {@code null} for all */
    RejectedFilter filter(@Nullable FeedbackId id, Assistants assistants) {
        return filter(state(id == null ? Undelivered.REJECTED : Undelivered.EITHER), id, assistants);
    }

    /** Which of all are meant, what waits for a destination that is not configured included. */
    RejectedFilter filterToDiscard(Assistants assistants, Desk desk) {
        if (!WAITING.equals(members.get("state"))) {
            return filter(null, assistants);
        }
        RejectedFilter filter = filter(Undelivered.WAITING, null, assistants);
        String destination = filter.destination();
        if (destination == null) {
            problem("destination", "is required where the state is waiting");
        } else if (desk.isConfigured(destination)) {
            problem("destination", "is configured, so that what waits is delivered and cannot be discarded");
        }
        return filter;
    }

    private RejectedFilter filter(Undelivered state, @Nullable FeedbackId id, Assistants assistants) {
        String assistant = string("assistant_id");
        String destination = string("destination");
        if (destination != null && !DeskFilters.isDestination(destination)) {
            problem("destination", DeskFilters.DESTINATION);
        }
        return new RejectedFilter(
                state,
                id,
                assistant == null ? null : assistants.resolve(assistant),
                destination,
                status(),
                moment("since"),
                moment("until"));
    }

    /** Why it is decided so. */
    String note(boolean required) {
        String note = string("note");
        if (note == null || note.isBlank()) {
            if (required) {
                problem("note", "is required: say why");
            }
            return "";
        }
        if (note.codePointCount(0, note.length()) > AuditEntry.MAX_NOTE_CHARS) {
            problem("note", "must have at most " + AuditEntry.MAX_NOTE_CHARS + " characters");
        }
        return note;
    }

    /** How many are sent in a second. */
    double rate() {
        Object value = members.getOrDefault("rate", Null.NULL);
        if (value == Null.NULL) {
            return Desk.DEFAULT_RATE;
        }
        boolean right = value instanceof Double rate && rate >= Desk.MIN_RATE && rate <= Desk.MAX_RATE;
        if (!right) {
            problem("rate", "must be a number from " + Desk.MIN_RATE + " to " + (int) Desk.MAX_RATE);
            return Desk.DEFAULT_RATE;
        }
        return (Double) value;
    }

    /** @throws ProblemException naming all members that were found wrong */
    void check() {
        if (!problems.isEmpty()) {
            throw new ProblemException(Problem.invalid(problems));
        }
    }

    private Undelivered state(Undelivered usual) {
        String word = string("state");
        Undelivered state = word == null ? usual : DeskFilters.state(word);
        if (state == null) {
            problem("state", DeskFilters.STATE);
            return usual;
        }
        return state;
    }

    private @Nullable Integer status() {
        Object value = members.getOrDefault("http_status", Null.NULL);
        if (value == Null.NULL) {
            return null;
        }
        boolean right = value instanceof Double status && status >= 100 && status <= 599 && status == Math.rint(status);
        if (!right) {
            problem("http_status", DeskFilters.HTTP_STATUS);
            return null;
        }
        return ((Double) value).intValue();
    }

    private @Nullable Instant moment(String name) {
        String value = string(name);
        Instant moment = value == null ? null : ListFilters.parsed(value);
        if (value != null && moment == null) {
            problem(name, ListFilters.MOMENT);
        }
        return moment;
    }

    private @Nullable String string(String name) {
        Object value = members.getOrDefault(name, Null.NULL);
        if (value instanceof String) {
            return (String) value;
        }
        if (value != Null.NULL) {
            problem(name, "must be a string");
        }
        return null;
    }

    private void problem(String name, String detail) {
        problems.add(new FieldProblem(name, detail));
    }
}

package io.feedback4j.web;

import io.feedback4j.FeedbackService;
import io.feedback4j.store.EventPosition;
import java.time.Duration;
import java.time.Instant;

/**
 * What happens, for readers, in two forms of one thing: a page of JSON behind a cursor, which every host can give, and
 * server-sent events, where the host can go on answering without a thread.
 */
final class EventsEndpoint {
    private static final String AFTER = "after";
    private static final Duration ANOTHER_TIME = Duration.ofSeconds(10);

    private final FeedbackService service;
    private final Access access;
    private final EventHub hub;

    EventsEndpoint(FeedbackService service, Access access, EventHub hub) {
        this.service = service;
        this.access = access;
        this.hub = hub;
    }

    Answer answer(Call call) {
        Request request = call.request();
        boolean stream = Negotiation.asksForEvents(request) && request.takesFeeds();
        if (!stream && !Negotiation.takesJson(request)) {
            throw new ProblemException(
                    ProblemKind.NO_EVENT_STREAM, "Send Accept: application/json and ask again and again.");
        }
        String who = access.require(request, Right.READER);
        QueryString query = new QueryString(request.query());
        int size = PageSize.of(query);
        EventPosition behind = behind(query, request);
        query.check();
        return stream && !request.method().equals("HEAD")
                ? stream(who, behind)
                : Answers.privately(200, EventWriter.page(service.events(behind, size)));
    }

    private Answer stream(String who, EventPosition behind) {
        EventFeed feed = hub.feed(behind);
        if (feed == null) {
            throw new ProblemException(
                    Problem.of(ProblemKind.BUSY, "Too many listen already.").retryAfter(ANOTHER_TIME));
        }
        Access.audit(who, "events as they happen", 1);
        return Answers.events(feed);
    }

    /** A browser that has lost the stream tells in a header where it was, and the address is the old one. */
    private EventPosition behind(QueryString query, Request request) {
        String after = query.one(AFTER);
        Instant since = ListFilters.moment(query, "since");
        String last = request.header("Last-Event-ID");
        if (last != null && !last.isEmpty()) {
            return cursor(query, "Last-Event-ID", last);
        }
        if (after != null && !after.isEmpty()) {
            return cursor(query, AFTER, after);
        }
        return since == null ? service.eventsNow() : EventPosition.startOf(since);
    }

    private EventPosition cursor(QueryString query, String name, String value) {
        return EventCursor.parse(value).orElseGet(() -> {
            query.problem(name, "must be one that next or an event gave");
            return service.eventsNow();
        });
    }
}

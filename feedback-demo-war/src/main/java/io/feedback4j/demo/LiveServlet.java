package io.feedback4j.demo;

import io.feedback4j.demo.chat.Session;
import io.feedback4j.servlet.ServletFeed;
import io.feedback4j.web.Answer;
import io.feedback4j.web.EventFeed;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What happens behind the scenes of one session, as server-sent events in the answer to a POST: the session's id is a secret
 * and stands in the body, which {@code EventSource} could not send.
 */
public final class LiveServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "text/event-stream;charset=UTF-8",
            "Cache-Control", "no-store",
            "X-Accel-Buffering", "no",
            "X-Content-Type-Options", "nosniff");

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Demo demo = (Demo) getServletContext().getAttribute(Demo.NAME);
        Optional<Session> session = Json.read(request.getInputStream())
                .flatMap(json ->
                        demo.conversations().find(json.path("session_id").asText("")));
        if (session.isEmpty()) {
            Plain.problem(response, 404, "no such session; it may have been forgotten with a restart");
            return;
        }
        Optional<EventFeed> feed = request.isAsyncSupported() ? demo.live().feed(session.get()) : Optional.empty();
        if (feed.isEmpty()) {
            Plain.problem(
                    response, 503, "too many pages look already, or this host cannot answer live: ask again and again");
        } else {
            ServletFeed.begin(new Answer(200, HEADERS, new byte[0], null, feed.get()), feed.get(), request, response);
        }
    }
}

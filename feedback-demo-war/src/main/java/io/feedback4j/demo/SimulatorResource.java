package io.feedback4j.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedback4j.FeedbackConfig;
import io.feedback4j.demo.chat.Session;
import io.feedback4j.demo.twilio.ChatException;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the Simulator's page asks for. Session ids stand in bodies, never in addresses, because they are secrets and
 * addresses end in logs.
 *
 * <p>Public only because Jersey makes it.
 */
@Path("simulator")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class SimulatorResource {
    private static final int MAX_IDENTITY_CHARS = 100;

    private final Demo demo;

    public SimulatorResource(@Context ServletContext context) {
        this.demo = (Demo) context.getAttribute(Demo.NAME);
    }

    /** Where votes go, and how long they settle. */
    @GET
    @Path("about")
    public Response about() {
        ObjectNode about = Json.object();
        about.put("sandbox", demo.sandbox().isPresent());
        about.put("assistant", demo.chat().isPresent() ? "twilio" : "built-in");
        demo.service().ifPresent(service -> {
            FeedbackConfig config = service.config();
            about.put("assistant_id", config.defaultAssistant());
            about.put("upstream", config.twilio().baseUrl().toString());
            about.put("forwards", Demo.isForwarding(service));
            about.put("has_credentials", config.twilio().credentials() != null);
            about.put("settle_seconds", seconds(config));
            about.put("usual_settle_seconds", seconds(FeedbackConfig.builder().build()));
        });
        return Json.answer(200, about);
    }

    private static double seconds(FeedbackConfig config) {
        return config.settleWindow().toMillis() / 1000.0;
    }

    /** Begins a session: {@code {"identity"}} to {@code {"session_id"}}. */
    @POST
    @Path("sessions")
    public Response begin(InputStream body) {
        String identity = Json.read(body)
                .map(json -> json.path("identity").asText("").strip())
                .orElse("");
        if (identity.isEmpty() || identity.length() > MAX_IDENTITY_CHARS) {
            return Json.problem(400, "identity must have 1 to " + MAX_IDENTITY_CHARS + " characters");
        }
        String assistant = demo.service()
                .map(service -> service.config().defaultAssistant())
                .orElse(FeedbackConfig.DEFAULT_ASSISTANT);
        return Json.answer(201, session(demo.conversations().begin(assistant, identity)));
    }

    /** What was said so far, for a page that was loaded again. */
    @POST
    @Path("history")
    public Response history(InputStream body) {
        return withSession(body, known -> Json.answer(200, session(known.session())));
    }

    /** Says something: {@code {"session_id", "body"}} to the answer, {@code {"message_id", "body"}}. */
    @POST
    @Path("messages")
    public Response say(InputStream body) {
        return withSession(body, known -> {
            String text = known.json().path("body").asText("").strip();
            Optional<String> problem = Talk.problem(text);
            if (problem.isPresent()) {
                return Json.problem(400, problem.get());
            }
            try {
                return new Talk(demo)
                        .answer(known.session(), text)
                        .map(answer -> Json.answer(
                                201,
                                Json.object().put("message_id", answer.id()).put("body", answer.text())))
                        .orElseGet(SimulatorResource::unknown);
            } catch (ChatException noAnswer) {
                return Json.problem(502, String.valueOf(noAnswer.getMessage()));
            }
        });
    }

    /** What became of this session's votes, and what the sandbox received of them. */
    @POST
    @Path("behind")
    public Response behind(InputStream body) {
        return withSession(
                body,
                known -> demo.behind(known.session())
                        .map(scene -> Json.answer(200, scene))
                        .orElseGet(() -> Json.problem(503, "feedback4j did not start; the log says why")));
    }

    private record Known(JsonNode json, Session session) {}

    private Response withSession(InputStream body, Function<Known, Response> answer) {
        Optional<JsonNode> json = Json.read(body);
        return json.flatMap(request -> demo.conversations()
                        .find(request.path("session_id").asText(""))
                        .map(session -> new Known(request, session)))
                .map(answer)
                .orElseGet(SimulatorResource::unknown);
    }

    private static Response unknown() {
        return Json.problem(404, "no such session; it may have been forgotten with a restart");
    }

    private static ObjectNode session(Session session) {
        ObjectNode json = Json.object().put("session_id", session.id()).put("identity", session.identity());
        var messages = json.putArray("messages");
        session.messages()
                .forEach(message -> messages.addObject()
                        .put("message_id", message.id())
                        .put("role", message.role().word())
                        .put("body", message.text()));
        return json;
    }
}

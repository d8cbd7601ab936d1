package io.feedback4j.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedback4j.demo.chat.Message;
import io.feedback4j.demo.chat.Session;
import io.feedback4j.demo.twilio.ChatException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Says something and streams the answer, as assistants do: a line of JSON with the message's id, a line for each few words,
 * and a last line with the whole answer. The built-in assistant speaks as fast as somebody reads; Twilio's call answers in
 * one piece.
 */
public final class AnswerServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Duration BETWEEN_WORDS = Duration.ofMillis(28);

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Demo demo = (Demo) getServletContext().getAttribute(Demo.NAME);
        Optional<JsonNode> json = Json.read(request.getInputStream());
        Optional<Session> session = json.flatMap(
                body -> demo.conversations().find(body.path("session_id").asText("")));
        String text = json.map(body -> body.path("body").asText("").strip()).orElse("");
        Optional<String> problem = Talk.problem(text);
        if (session.isEmpty()) {
            Plain.problem(response, 404, "no such session; it may have been forgotten with a restart");
        } else if (problem.isPresent()) {
            Plain.problem(response, 400, problem.get());
        } else {
            answer(demo, session.get(), text, response);
        }
    }

    private static void answer(Demo demo, Session session, String text, HttpServletResponse response)
            throws IOException {
        Optional<Message> answer;
        try {
            answer = new Talk(demo).answer(session, text);
        } catch (ChatException noAnswer) {
            Plain.problem(response, 502, String.valueOf(noAnswer.getMessage()));
            return;
        }
        if (answer.isEmpty()) {
            Plain.problem(response, 404, "no such session; it may have been forgotten with a restart");
            return;
        }
        response.setContentType("application/x-ndjson");
        response.setHeader("Cache-Control", "no-store");
        speak(demo, answer.get(), response.getOutputStream());
    }

    private static void speak(Demo demo, Message answer, OutputStream out) throws IOException {
        line(out, Json.object().put("message_id", answer.id()));
        if (demo.chat().isEmpty()) {
            for (String words : answer.text().split("(?<=\\s)")) {
                if (!demo.pause(BETWEEN_WORDS)) {
                    break;
                }
                line(out, Json.object().put("words", words));
            }
        }
        line(out, Json.object().put("message_id", answer.id()).put("body", answer.text()));
    }

    private static void line(OutputStream out, ObjectNode json) throws IOException {
        out.write((json + "\n").getBytes(UTF_8));
        out.flush();
    }
}

package io.feedback4j.jaxrs;

import io.feedback4j.web.Answer;
import io.feedback4j.web.BodyWriter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

/** Answers as Jakarta REST wants them: bytes with a content type, so that no JSON provider of the host's is asked. */
final class RestAnswers {
    /** What nearly every answer is; Jersey parses a type that is given as text, each time. */
    private static final String JSON = "application/json;charset=UTF-8";

    private static final MediaType JSON_TYPE = MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8");

    private RestAnswers() {}

    static Response of(Answer answer) {
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach((name, value) -> response.header(name, value.equals(JSON) ? JSON_TYPE : value));
        BodyWriter writer = answer.writer();
        if (writer != null) {
            response.entity((StreamingOutput) writer::writeTo);
        } else if (answer.body().length > 0) {
            response.entity(answer.body());
        }
        return response.build();
    }
}

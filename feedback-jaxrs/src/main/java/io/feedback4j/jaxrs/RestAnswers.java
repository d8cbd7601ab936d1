package io.feedback4j.jaxrs;

import io.feedback4j.web.Answer;
import jakarta.ws.rs.core.Response;

/** Answers as Jakarta REST wants them: bytes with a content type, so that no JSON provider of the host's is asked. */
final class RestAnswers {

    private RestAnswers() {}

    static Response of(Answer answer) {
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(response::header);
        if (answer.body().length > 0) {
            response.entity(answer.body());
        }
        return response.build();
    }
}

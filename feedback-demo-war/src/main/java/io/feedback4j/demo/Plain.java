package io.feedback4j.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers of the demo's own servlets. */
final class Plain {
    private Plain() {}

    static void problem(HttpServletResponse response, int status, String message) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream()
                .write(Json.object()
                        .put("status", status)
                        .put("message", message)
                        .toString()
                        .getBytes(UTF_8));
    }
}

package io.feedback4j.hosts.app;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** A host that takes every exception there is, and marks what it took. */
@Provider
public class CatchAllMapper implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable exception) {
        int status = exception instanceof WebApplicationException expected
                ? expected.getResponse().getStatus()
                : 500;
        return Response.status(status)
                .header("X-Mapped", exception.getClass().getSimpleName())
                .type("text/plain")
                .entity("mapped")
                .build();
    }
}

package io.feedback4j.hosts.app;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** A host that has had a {@code v1} of its own all along. */
@Path("v1")
public class VersionResource {

    @GET
    @Path("Assistants/{id}")
    public String assistant(@PathParam("id") String id) {
        return "the host's assistant " + id;
    }

    @GET
    @Path("Assistants/{id}/Messages")
    public String messages(@PathParam("id") String id) {
        return "the host's messages of " + id;
    }
}

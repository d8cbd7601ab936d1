package io.feedback4j.hosts.app;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** A host that has had a {@code feedback} of its own all along. */
@Path("feedback")
public class NeighbourResource {

    @GET
    public String all() {
        return "the host's own feedback";
    }

    @POST
    public String add(String text) {
        return "the host took " + text;
    }

    @GET
    @Path("{id}")
    public String one(@PathParam("id") String id) {
        return "the host's own feedback " + id;
    }
}

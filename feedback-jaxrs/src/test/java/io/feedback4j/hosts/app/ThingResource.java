package io.feedback4j.hosts.app;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** What a host does by itself. */
@Path("things")
public class ThingResource {

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String list() {
        return "[\"Türkçe\",\"ı\"]";
    }

    @POST
    @Consumes(MediaType.TEXT_PLAIN)
    public Response add(String thing) {
        return Response.created(URI.create("things/" + thing))
                .header("X-Thing", thing)
                .build();
    }

    @GET
    @Path("{id}")
    @Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
    public String one(@PathParam("id") String id) {
        if (id.equals("broken")) {
            throw new IllegalStateException("broken on purpose");
        }
        return id;
    }
}

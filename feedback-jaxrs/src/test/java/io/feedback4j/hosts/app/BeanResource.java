package io.feedback4j.hosts.app;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Beans in and out, through the host's JSON provider. */
@Path("beans")
@Produces(MediaType.APPLICATION_JSON)
public class BeanResource {

    @GET
    public Thing one() {
        return new Thing();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Thing same(Thing thing) {
        return thing;
    }
}

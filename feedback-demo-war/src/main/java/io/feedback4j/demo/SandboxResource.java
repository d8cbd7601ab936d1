package io.feedback4j.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedback4j.demo.sandbox.Behaviour;
import io.feedback4j.demo.sandbox.Sandbox;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox's switches, and all that it received; for the admin alone.
 *
 * <p>Public only because Jersey makes it.
 */
@Path("sandbox")
@Produces(MediaType.APPLICATION_JSON)
public final class SandboxResource {
    private final Demo demo;

    public SandboxResource(@Context ServletContext context) {
        this.demo = (Demo) context.getAttribute(Demo.NAME);
    }

    /** How the sandbox behaves now. */
    @GET
    @Path("behaviour")
    public Response behaviour(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        return asAdmin(authorization, sandbox -> Json.answer(200, BehaviourJson.of(sandbox.behaviour())));
    }

    /**
     * Makes it behave so: {@code {"kind", "seconds", "requests"}}; {@code seconds} for the kinds that have a delay,
     * {@code requests} for how many, both may be left out.
     *
     * @param site says that another site's page asks, in browsers that send it
     */
    @POST
    @Path("behaviour")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response behave(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @HeaderParam("Sec-Fetch-Site") @Nullable String site,
            InputStream body) {
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return Json.problem(403, "only from a page of this application");
        }
        return asAdmin(authorization, sandbox -> {
            Optional<Behaviour> wanted = Json.read(body).flatMap(SandboxResource::behaviour);
            wanted.ifPresent(sandbox::behave);
            return wanted.map(set -> Json.answer(200, BehaviourJson.of(set)))
                    .orElseGet(() -> Json.problem(
                            400,
                            "kind must be one of " + String.join(", ", kinds()) + "; seconds 1 to "
                                    + Behaviour.MAX_DELAY.toSeconds() + "; requests 0 or more"));
        });
    }

    /** What it received of late, word for word, without credentials. */
    @GET
    @Path("received")
    public Response received(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        return asAdmin(authorization, sandbox -> {
            ObjectNode json = Json.object();
            ArrayNode received = json.putArray("received");
            sandbox.received().forEach(exchange -> received.add(ExchangeJson.of(exchange)));
            return Json.answer(200, json);
        });
    }

    private Response asAdmin(@Nullable String authorization, Function<Sandbox, Response> answer) {
        boolean allowed =
                demo.admin().map(pair -> BasicLogin.isBy(pair, authorization)).orElse(false);
        if (!allowed) {
            return Response.fromResponse(Json.problem(401, "for the admin alone"))
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"feedback4j demo\", charset=\"UTF-8\"")
                    .build();
        }
        return demo.sandbox()
                .map(answer)
                .orElseGet(() -> Json.problem(404, "there is no sandbox: feedback goes to another upstream"));
    }

    private static Optional<Behaviour> behaviour(JsonNode json) {
        Duration delay = Duration.ofSeconds(
                json.path("seconds").asLong(Behaviour.NORMAL.delay().toSeconds()));
        try {
            return Arrays.stream(Behaviour.Kind.values())
                    .filter(kind -> kind.word().equals(json.path("kind").asText()))
                    .findFirst()
                    .map(kind ->
                            new Behaviour(kind, delay, json.path("requests").asInt(0)));
        } catch (IllegalArgumentException outOfRange) {
            return Optional.empty();
        }
    }

    private static String[] kinds() {
        return Arrays.stream(Behaviour.Kind.values()).map(Behaviour.Kind::word).toArray(String[]::new);
    }
}

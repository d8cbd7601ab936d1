package io.feedback4j.jaxrs;

import io.feedback4j.web.Engine;
import io.feedback4j.web.FeedbackHandler;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.glassfish.jersey.server.model.ModelProcessor;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds our paths to the host's resources on Jersey. They are added by hand and no class carries {@code @Path}: a host
 * that scans its libraries would find it, and register it a second time or against its will.
 */
class JerseyResources implements ModelProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(JerseyResources.class);
    private static final String AND_BELOW = "{below:(/.*)?}";

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final JerseyEndpoint endpoint;

    JerseyResources(Engine engine) {
        this.endpoint = new JerseyEndpoint(engine, this::peerOf);
    }

    @Override
    public final ResourceModel processResourceModel(ResourceModel model, Configuration configuration) {
        List<String> hidden = JerseyHidden.among(model.getResources(), FeedbackHandler.templates());
        if (!hidden.isEmpty()) {
            LOG.warn("Resources of this application are hidden: {}", String.join("; ", hidden));
        }
        ResourceModel.Builder builder = new ResourceModel.Builder(model, false);
        FeedbackHandler.templates().forEach(path -> builder.addResource(resource(path)));
        return builder.build();
    }

    /**
     * One for each template, as long as can be: what is ours must not take a host's own {@code v1} or {@code feedback}
     * away. "Extended" keeps it out of the description of the host's own resources (WADL). A second type beside the wildcard
     * is there because Jersey takes a wildcard alone for "whatever the host's providers can write", and then answers
     * 406 by itself.
     */
    private Resource resource(String path) {
        Resource.Builder resource = Resource.builder(path + AND_BELOW).extended(true);
        METHODS.forEach(method -> resource.addMethod(method)
                .extended(true)
                .produces(MediaType.WILDCARD_TYPE, MediaType.APPLICATION_JSON_TYPE)
                .handledBy(endpoint));
        return resource.build();
    }

    @Override
    public final ResourceModel processSubResource(ResourceModel model, Configuration configuration) {
        return model;
    }

    Peer peerOf(ContainerRequestContext request) {
        return Peer.unknown(request);
    }
}

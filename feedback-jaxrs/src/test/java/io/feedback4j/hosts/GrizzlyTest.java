package io.feedback4j.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.hosts.Client.Reply;
import io.feedback4j.hosts.app.CatchAllMapper;
import io.feedback4j.hosts.app.NeighbourResource;
import io.feedback4j.hosts.app.ThingResource;
import io.feedback4j.hosts.app.VersionResource;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our jar on Grizzly, where there is no servlet API at all. */
class GrizzlyTest {
    private static final Class<?>[] RESOURCES = {
        ThingResource.class, NeighbourResource.class, VersionResource.class, CatchAllMapper.class
    };

    @TempDir
    private Path folder;

    @Test
    void jerseyWithoutServlets() throws IOException {
        Path classes = WebApplication.in(folder).classes(RESOURCES).build().resolve("WEB-INF/classes");
        List<Path> host = new ArrayList<>(HostJars.of("jersey3", "jersey3-grizzly"));
        host.add(classes);
        List<Path> withOurs = new ArrayList<>(host);
        withOurs.addAll(HostJars.ours());

        Map<String, Reply> alone = answers(host);
        Leftovers leftovers = Leftovers.since();
        try (URLClassLoader loader = HostJars.loader(withOurs);
                Grizzly grizzly = new Grizzly(loader)) {
            Client client = new Client(grizzly.root);
            OwnEndpoints.areUntouched(client, alone);
            FeedbackScenario.play(new Client(URI.create(grizzly.root + "/api")));
        }
        leftovers.haveNoThread();
        assertThat(Files.exists(folder.resolve("feedback.db"))).isTrue();
    }

    private Map<String, Reply> answers(List<Path> jars) throws IOException {
        try (URLClassLoader loader = HostJars.loader(jars);
                Grizzly grizzly = new Grizzly(loader)) {
            return OwnEndpoints.answers(new Client(grizzly.root));
        }
    }

    private final class Grizzly implements AutoCloseable {
        private final Object server;
        private final URI root;

        Grizzly(ClassLoader loader) {
            Object configuration = Foreign.create(loader, "org.glassfish.jersey.server.ResourceConfig");
            for (Class<?> resource : RESOURCES) {
                Foreign.call(configuration, "register", Foreign.load(loader, resource.getName()));
            }
            Foreign.call(
                    configuration, "property", "feedback.store.url", "jdbc:sqlite:" + folder.resolve("feedback.db"));
            Foreign.call(configuration, "property", "feedback.admin.user", FeedbackScenario.ADMIN);
            Foreign.call(configuration, "property", "feedback.admin.password", FeedbackScenario.PASSWORD);
            server = Foreign.call(
                    Foreign.load(loader, "org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory"),
                    "createHttpServer",
                    URI.create("http://127.0.0.1:0/api/"),
                    configuration);
            Object listener = Foreign.call(server, "getListener", "grizzly");
            root = URI.create("http://127.0.0.1:" + Foreign.call(listener, "getPort"));
        }

        @Override
        public void close() {
            Foreign.call(server, "shutdownNow");
        }
    }
}

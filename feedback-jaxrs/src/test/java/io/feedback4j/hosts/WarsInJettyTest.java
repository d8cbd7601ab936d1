package io.feedback4j.hosts;

import io.feedback4j.hosts.app.CatchAllMapper;
import io.feedback4j.hosts.app.NeighbourResource;
import io.feedback4j.hosts.app.ScanningApplication;
import io.feedback4j.hosts.app.ThingResource;
import io.feedback4j.hosts.app.VersionResource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our jar in a web application on Jersey 4 in Jetty, with the APIs of Jakarta EE 11. */
class WarsInJettyTest {

    @Test
    void jerseyFourThatScans(@TempDir Path folder) {
        try (WebServer server = new JettyServer()) {
            new WarScenario(folder, server)
                    .play(
                            war -> war.classes(
                                            ScanningApplication.class,
                                            ThingResource.class,
                                            NeighbourResource.class,
                                            VersionResource.class,
                                            CatchAllMapper.class)
                                    .libraries(HostJars.of("jersey4")),
                            "/api");
        }
    }
}

package io.feedback4j.demo;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The REST application of this host. feedback4j is not in this list: dropping it in is enough. */
@ApplicationPath("api")
public final class DemoApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(ServiceFinder.class, SimulatorResource.class, SandboxResource.class);
    }

    /** What Jersey would otherwise warn of at start: there is no JAXB and no Activation here, and no need for them. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl", true, "jersey.config.disableDefaultProvider", "DATASOURCE");
    }
}

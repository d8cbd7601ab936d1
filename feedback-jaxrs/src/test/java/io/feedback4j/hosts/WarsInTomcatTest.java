package io.feedback4j.hosts;

import io.feedback4j.hosts.app.BeanResource;
import io.feedback4j.hosts.app.CatchAllMapper;
import io.feedback4j.hosts.app.NeighbourResource;
import io.feedback4j.hosts.app.OddMapper;
import io.feedback4j.hosts.app.PlainServlet;
import io.feedback4j.hosts.app.ScanningApplication;
import io.feedback4j.hosts.app.Thing;
import io.feedback4j.hosts.app.ThingResource;
import io.feedback4j.hosts.app.VersionResource;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our jar in web applications of many kinds, all in Tomcat. */
class WarsInTomcatTest {
    private static final Class<?>[] RESOURCES = {
        ThingResource.class, NeighbourResource.class, VersionResource.class, CatchAllMapper.class
    };

    @TempDir
    private static Path folder;

    private static WebServer server;

    @BeforeAll
    static void start() {
        server = new TomcatServer(folder.resolve("tomcat"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void jerseyThatScans() {
        play(scanning("jersey3", "jersey3-servlet-core", "jersey3-servlet"));
    }

    @Test
    void jerseyWithJacksonInAnOddTaste() {
        playAndLeaveLoader(war -> scanning("jersey3", "jersey3-servlet-core", "jersey3-servlet", "jersey3-jackson")
                .apply(war)
                .libraries(HostJars.jackson())
                .classes(BeanResource.class, Thing.class, OddMapper.class));
    }

    @Test
    void jerseyWithJsonBinding() {
        play(war -> scanning("jersey3", "jersey3-servlet-core", "jersey3-servlet", "jersey3-jsonb")
                .apply(war)
                .classes(BeanResource.class, Thing.class));
    }

    @Test
    void jerseyWithMoxy() {
        playAndLeaveLoader(war -> scanning("jersey3", "jersey3-servlet-core", "jersey3-servlet", "jersey3-moxy")
                .apply(war)
                .classes(BeanResource.class, Thing.class));
    }

    @Test
    void jerseyWhoseServletIsNotAsynchronous() {
        play(war -> declared(war, false).libraries(HostJars.of("jersey3-servlet")));
    }

    @Test
    void jerseyWithoutItsAsynchronousProvider() {
        play(war -> declared(war, true));
    }

    @Test
    void restEasy() {
        play(scanning("resteasy"));
    }

    @Test
    void noJakartaRestAtAll() {
        play(
                war -> war.classes(PlainServlet.class)
                        .parameter("feedback.mount", "/feedback-api")
                        .declare("<servlet><servlet-name>plain</servlet-name><servlet-class>"
                                + PlainServlet.class.getName()
                                + "</servlet-class></servlet><servlet-mapping><servlet-name>plain</servlet-name>"
                                + "<url-pattern>/*</url-pattern></servlet-mapping>"),
                "/feedback-api");
    }

    private static UnaryOperator<WebApplication> scanning(String... libraries) {
        return war -> war.classes(ScanningApplication.class).classes(RESOURCES).libraries(HostJars.of(libraries));
    }

    private static WebApplication declared(WebApplication war, boolean asynchronous) {
        StringBuilder names = new StringBuilder();
        List.of(RESOURCES).forEach(type -> names.append(type.getName()).append(' '));
        return war.classes(RESOURCES)
                .libraries(HostJars.of("jersey3", "jersey3-servlet-core"))
                .declare("<servlet><servlet-name>rest</servlet-name>"
                        + "<servlet-class>org.glassfish.jersey.servlet.ServletContainer</servlet-class>"
                        + "<init-param><param-name>jersey.config.server.provider.classnames</param-name><param-value>"
                        + names + "</param-value></init-param>"
                        + (asynchronous ? "<async-supported>true</async-supported>" : "")
                        + "</servlet><servlet-mapping><servlet-name>rest</servlet-name>"
                        + "<url-pattern>/api/*</url-pattern></servlet-mapping>");
    }

    private static void play(UnaryOperator<WebApplication> host) {
        play(host, "/api");
    }

    /** The providers keep the application's classes in soft references, which a test cannot wait for. */
    private static void playAndLeaveLoader(UnaryOperator<WebApplication> host) {
        new WarScenario(folder, server).playAndLeaveLoader(host, "/api");
    }

    private static void play(UnaryOperator<WebApplication> host, String feedbackRoot) {
        new WarScenario(folder, server).play(host, feedbackRoot);
    }
}

package io.feedback4j.jaxrs;

import static java.util.Objects.requireNonNull;

import io.feedback4j.FeedbackService;
import io.feedback4j.SettingSource;
import io.feedback4j.web.Engine;
import io.feedback4j.web.Engines;
import io.feedback4j.web.VoterResolver;
import jakarta.annotation.PreDestroy;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in for Jakarta REST. With the jar on the class path it is found by itself; where a host has switched that
 * off, {@code register(FeedbackFeature.class)} does the same. Registered twice is registered once.
 *
 * <p>Settings are looked up in the application's properties, the servlet context's parameters, system properties and
 * the environment. Wrong ones do not keep the application from starting: they are logged, and our paths answer 503.
 * With {@code feedback.enabled=false} nothing is registered.
 *
 * <p>On Jersey our paths are ordinary resources, guarded by the host's own request filters. Other implementations take
 * no resource from a Feature; there a pre-matching filter answers, which runs before the host's post-matching filters.
 *
 * <p>Thread-safe.
 */
@ConstrainedTo(RuntimeType.SERVER)
public final class FeedbackFeature implements Feature {
    /**
     * Under this name the application's {@code Configuration} has the running {@link FeedbackService}, for a host that
     * wants to read what was said. It is not there when wrong settings kept it from starting.
     */
    public static final String SERVICE = "io.feedback4j.service";

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackFeature.class);

    private final BiFunction<List<SettingSource>, Path, Optional<Engine>> opener;
    private final List<Engine> engines = new CopyOnWriteArrayList<>();

    /** Configured by settings; takes no voter for known. */
    public FeedbackFeature() {
        this(VoterResolver.anonymous());
    }

    /** Configured by settings. */
    public FeedbackFeature(VoterResolver voters) {
        requireNonNull(voters, "voters");
        this.opener = (settings, folder) -> Engines.open(settings, folder, voters);
    }

    /** Over a service that the application has built, and closes itself; takes no voter for known. */
    public FeedbackFeature(FeedbackService service) {
        this(service, VoterResolver.anonymous());
    }

    /** Over a service that the application has built, and closes itself. */
    public FeedbackFeature(FeedbackService service, VoterResolver voters) {
        requireNonNull(service, "service");
        requireNonNull(voters, "voters");
        this.opener = (settings, folder) -> Optional.of(Engines.over(service, voters));
    }

    /** Never throws: what it threw, the application would not start with. */
    @Override
    public boolean configure(FeatureContext context) {
        try {
            return !Installation.isDone(context) && new Installation(opener, engines::add).begin(context);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("feedback4j cannot be registered; the application goes on without it", e);
            return false;
        }
    }

    /** Called by implementations that have created this Feature themselves, when the application ends. */
    @PreDestroy
    void close() {
        engines.forEach(Engine::close);
    }
}

package io.feedback4j.servlet;

import static java.util.Objects.requireNonNull;

import io.feedback4j.FeedbackService;
import io.feedback4j.SettingSource;
import io.feedback4j.web.Engine;
import io.feedback4j.web.Engines;
import io.feedback4j.web.VoterResolver;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in for applications without Jakarta REST. Map it in {@code web.xml} or by a registration, or set {@code
 * feedback.mount} and let it be mapped:
 *
 * <pre>{@code
 * <filter>
 *   <filter-name>feedback</filter-name>
 *   <filter-class>io.feedback4j.servlet.FeedbackFilter</filter-class>
 *   <async-supported>true</async-supported>
 * </filter>
 * <filter-mapping>
 *   <filter-name>feedback</filter-name>
 *   <url-pattern>/api/*</url-pattern>
 * </filter-mapping>
 * }</pre>
 *
 * <p>Our paths begin below the mapping ({@code /api/v1/Assistants/…}, {@code /api/feedback/…}), or below the
 * parameter {@code feedback.root} where there is one. Every other request goes down the chain at once, untouched.
 *
 * <p>Settings are looked up in the filter's parameters, the context's parameters, system properties and the
 * environment. Wrong ones do not keep the application from starting: they are logged, and our paths answer 503.
 *
 * <p>Answers need no thread while they wait for the disk where the filter and those before it are {@code
 * async-supported}; else the request's thread waits for two seconds at the most.
 *
 * <p>Thread-safe.
 */
public final class FeedbackFilter implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(FeedbackFilter.class);

    private final BiFunction<List<SettingSource>, Path, Optional<Engine>> opener;
    private @Nullable Engine engine;
    private @Nullable FilterRoots roots;

    /** Configured by settings; takes no voter for known. */
    public FeedbackFilter() {
        this(VoterResolver.anonymous());
    }

    /** Configured by settings. */
    public FeedbackFilter(VoterResolver voters) {
        requireNonNull(voters, "voters");
        this.opener = (settings, folder) -> Engines.open(settings, folder, voters);
    }

    /** Over a service that the application has built, and closes itself; takes no voter for known. */
    public FeedbackFilter(FeedbackService service) {
        this(service, VoterResolver.anonymous());
    }

    /** Over a service that the application has built, and closes itself. */
    public FeedbackFilter(FeedbackService service, VoterResolver voters) {
        requireNonNull(service, "service");
        requireNonNull(voters, "voters");
        this.opener = (settings, folder) -> Optional.of(Engines.over(service, voters));
    }

    /** Starts, or joins what runs already in this application. Never throws. */
    @Override
    public void init(FilterConfig config) {
        roots = FilterRoots.WHOLE_APPLICATION;
        try {
            roots = FilterRoots.of(config);
            engine = opener.apply(
                            ServletHost.settings(config), new ServletHost(config.getServletContext()).defaultFolder())
                    .orElse(null);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("feedback4j cannot start. The application goes on; feedback is answered with 503.", e);
            engine = Engine.refusing();
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ServletRequestView ours = ours(request);
        if (ours != null && engine != null && response instanceof HttpServletResponse http) {
            ServletAnswers.answer(engine, ours, (HttpServletRequest) request, http);
        } else {
            chain.doFilter(request, response);
        }
    }

    private @Nullable ServletRequestView ours(ServletRequest request) {
        boolean direct = request.getDispatcherType() == DispatcherType.REQUEST
                || request.getDispatcherType() == DispatcherType.FORWARD;
        return direct && roots != null && request instanceof HttpServletRequest http ? roots.ours(http) : null;
    }

    /** Gives its share of the running service back; the last one closes it. */
    @Override
    public void destroy() {
        if (engine != null) {
            engine.close();
        }
    }
}

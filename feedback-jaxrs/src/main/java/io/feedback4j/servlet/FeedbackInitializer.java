package io.feedback4j.servlet;

import io.feedback4j.FeedbackSettings;
import io.feedback4j.InvalidConfigException;
import io.feedback4j.web.Closer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Found by the container. Makes sure that everything of ours is closed with the application, and mounts {@link
 * FeedbackFilter} when {@code feedback.mount} names a path such as {@code /feedback-api}; never without being asked.
 */
public final class FeedbackInitializer implements ServletContainerInitializer {
    private static final Logger LOG = LoggerFactory.getLogger(FeedbackInitializer.class);
    private static final String FILTER = "feedback";

    /** For the container. */
    public FeedbackInitializer() {}

    /** Never throws: what it threw, the application would not start with. */
    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        try {
            closeWith(context);
            mount(context);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("feedback4j cannot prepare {}; the application goes on", context.getContextPath(), e);
        }
    }

    private static void closeWith(ServletContext context) {
        if (context.getAttribute(ServletHost.CLOSER) == null) {
            Closer closer = new Closer();
            context.setAttribute(ServletHost.CLOSER, closer);
            context.addListener(new ClosingListener(closer));
        }
    }

    private static void mount(ServletContext context) {
        String mount = mountPoint(context);
        if (mount == null) {
            return;
        }
        FilterRegistration.Dynamic filter = context.addFilter(FILTER, new FeedbackFilter());
        if (filter == null) {
            LOG.warn("A filter named {} is there already; feedback.mount is ignored", FILTER);
            return;
        }
        filter.setInitParameter(FilterRoots.SETTING, mount);
        filter.setAsyncSupported(true);
        // After the host's own filters, so that they guard these paths, too.
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, mount + "/*");
    }

    private static @Nullable String mountPoint(ServletContext context) {
        try {
            return FeedbackSettings.mount(new ServletHost(context).settings());
        } catch (InvalidConfigException e) {
            LOG.error("{}. The application goes on; nothing is mounted.", e.getMessage());
            return null;
        }
    }

    /** Closes what the ways in have left. */
    private record ClosingListener(Closer closer) implements ServletContextListener {

        @Override
        public void contextDestroyed(ServletContextEvent event) {
            closer.close();
        }
    }
}

package io.feedback4j.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedback4j.SettingSource;
import io.feedback4j.web.Closer;
import io.feedback4j.web.Engine;
import io.feedback4j.web.Engines;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a servlet context tells a way in: settings, where votes are kept by default, and when the application ends.
 *
 * <p>Thread-safe as far as the servlet context is.
 */
public final class ServletHost {
    static final String CLOSER = Closer.class.getName();
    private final ServletContext context;

    /** @param context the application's */
    public ServletHost(ServletContext context) {
        this.context = context;
    }

    /** Context parameters, system properties, environment. */
    public List<SettingSource> settings() {
        List<SettingSource> sources = new ArrayList<>();
        sources.add(SettingSource.of(
                "servlet context parameter",
                context::getInitParameter,
                Collections.list(context.getInitParameterNames())));
        sources.addAll(Engines.processSettings());
        return sources;
    }

    /** The filter's own parameters before all others. */
    static List<SettingSource> settings(FilterConfig filter) {
        List<SettingSource> sources = new ArrayList<>();
        sources.add(SettingSource.of(
                "filter parameter", filter::getInitParameter, Collections.list(filter.getInitParameterNames())));
        sources.addAll(new ServletHost(filter.getServletContext()).settings());
        return sources;
    }

    /** {@code ./feedback-data}, and a folder below it for an application that is not the server's root. */
    public Path defaultFolder() {
        String path = context.getContextPath();
        Path folder = Engines.defaultFolder();
        return path == null || path.length() < 2 ? folder : folder.resolve(URLEncoder.encode(path.substring(1), UTF_8));
    }

    /** Closes the engine with the application; where the container does not tell us when that is, with the JVM. */
    public void closeWithApplication(Engine engine) {
        if (context.getAttribute(CLOSER) instanceof Closer closer) {
            closer.add(engine);
        } else {
            engine.closeAtExit();
        }
    }
}

package io.feedback4j.servlet;

import io.feedback4j.web.FeedbackHandler;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Below which paths of the application our own begin: what {@code feedback.root} says, else the prefixes of the
 * filter's mappings, else the application's root.
 */
final class FilterRoots {
    static final String SETTING = "feedback.root";
    static final FilterRoots WHOLE_APPLICATION = new FilterRoots(List.of(""));
    private static final String EVERYTHING_BELOW = "/*";

    private final List<String> roots;

    private FilterRoots(List<String> roots) {
        this.roots = roots;
    }

    static FilterRoots of(FilterConfig config) {
        String root = config.getInitParameter(SETTING);
        if (root == null) {
            root = config.getServletContext().getInitParameter(SETTING);
        }
        return new FilterRoots(root == null ? mapped(config) : List.of(normal(root)));
    }

    private static List<String> mapped(FilterConfig config) {
        FilterRegistration registration = config.getServletContext().getFilterRegistration(config.getFilterName());
        List<String> prefixes = registration == null
                ? List.of()
                : registration.getUrlPatternMappings().stream()
                        .filter(pattern -> pattern.endsWith(EVERYTHING_BELOW))
                        .map(pattern -> pattern.substring(0, pattern.length() - EVERYTHING_BELOW.length()))
                        .distinct()
                        .toList();
        return prefixes.isEmpty() ? List.of("") : prefixes;
    }

    private static String normal(String root) {
        String stripped = root.strip().replaceAll("^/+|/+$", "");
        return stripped.isEmpty() ? "" : "/" + stripped;
    }

    /** The request as ours; {@code null} when it is somebody else's. */
    @Nullable
    ServletRequestView ours(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String application = request.getContextPath();
        if (!uri.startsWith(application)) {
            return null;
        }
        for (String root : roots) {
            int start = application.length() + root.length() + 1;
            if (uri.length() > start && uri.startsWith(root + "/", application.length())) {
                String path = uri.substring(start);
                if (FeedbackHandler.owns(path)) {
                    return new ServletRequestView(request, application + root, path);
                }
            }
        }
        return null;
    }
}

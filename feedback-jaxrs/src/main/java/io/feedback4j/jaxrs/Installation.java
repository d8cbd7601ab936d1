package io.feedback4j.jaxrs;

import io.feedback4j.SettingSource;
import io.feedback4j.web.Engine;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.FeatureContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Registers one application's way in. Which classes may be loaded depends on what the host has: this one names neither
 * a servlet type nor a Jersey type, so that reflection on it works everywhere.
 */
final class Installation {
    private static final String DONE = "io.feedback4j.installed";
    private static final String SERVLET_REQUEST = "jakarta.servlet.http.HttpServletRequest";
    /** After the host's own pre-matching filters, so that they see the request first. */
    private static final int LATE = Integer.MAX_VALUE;

    private final BiFunction<List<SettingSource>, Path, Optional<Engine>> opener;
    private final Consumer<Engine> opened;

    Installation(BiFunction<List<SettingSource>, Path, Optional<Engine>> opener, Consumer<Engine> opened) {
        this.opener = opener;
        this.opened = opened;
    }

    static boolean isDone(FeatureContext context) {
        return context.getConfiguration().getProperty(DONE) != null;
    }

    boolean begin(FeatureContext context) {
        context.property(DONE, Boolean.TRUE);
        if (Present.type(SERVLET_REQUEST)) {
            context.register(new ServletInstallation(this));
        } else {
            finish(context, Surroundings.withoutServlets());
        }
        return true;
    }

    void finish(FeatureContext context, Surroundings surroundings) {
        List<SettingSource> settings = new ArrayList<>();
        settings.add(properties(context.getConfiguration()));
        settings.addAll(surroundings.settings());
        opener.apply(settings, surroundings.defaultFolder()).ifPresent(engine -> {
            opened.accept(engine);
            surroundings.closing().accept(engine);
            engine.service().ifPresent(service -> context.property(FeedbackFeature.SERVICE, service));
            register(context, engine, surroundings.servlets());
        });
    }

    private static SettingSource properties(Configuration configuration) {
        return SettingSource.of(
                "Jakarta REST property",
                name -> {
                    Object value = configuration.getProperty(name);
                    return value == null ? null : value.toString();
                },
                configuration.getPropertyNames());
    }

    /**
     * No type of Jersey's, not even one of ours that extends one, is named here: whether the verifier loads what a method
     * names is up to the JVM and to the compiler, and elsewhere Jersey is not there.
     */
    private static void register(FeatureContext context, Engine engine, boolean servlets) {
        if (isJersey(context)) {
            JerseyInstallation.register(context, engine, servlets);
        } else if (servlets) {
            context.register(new ServletMatcher(engine), LATE);
        } else {
            context.register(new FeedbackMatcher(engine), LATE);
        }
    }

    private static boolean isJersey(FeatureContext context) {
        return context.getClass().getName().startsWith("org.glassfish.jersey.");
    }
}

package io.feedback4j.demo;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Starts and stops the demo with its web application. A listener runs before any servlet is initialised, which is in
 * time to give the library its settings as context parameters. (Jersey has read the init parameters of its own servlet
 * by then.)
 */
public final class DemoListener implements ServletContextListener {
    /** Under this name {@code java -jar} looks for a function from the address to the words of welcome. */
    private static final String WELCOME = "io.feedback4j.demo.welcome";

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Demo demo = start(context);
        context.setAttribute(Demo.NAME, demo);
        context.setAttribute(WELCOME, new Welcome(demo));
        demo.settings().forEach(context::setInitParameter);
    }

    private static Demo start(ServletContext context) {
        try {
            return Demo.start(new HostSettings(context::getInitParameter, System::getProperty, System::getenv));
        } catch (IOException problem) {
            throw new UncheckedIOException("The sandbox cannot listen", problem);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (event.getServletContext().getAttribute(Demo.NAME) instanceof Demo demo) {
            demo.close();
        }
    }
}

package io.feedback4j.faults;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The host's own pages: what must go on working whatever happens to the product, and the switches of this process. */
final class HostPages extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Pest pest;
    private final transient SettableClock clock;

    HostPages(Pest pest, SettableClock clock) {
        this.pest = pest;
        this.clock = clock;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String page = String.valueOf(request.getPathInfo());
        switch (page) {
            case "/ping" -> response.getWriter().print("pong");
            case "/threads" ->
                response.getWriter().print(Thread.getAllStackTraces().size());
            case "/clock" -> clock.shift(request.getParameter("shift"));
            case "/pest" -> pest.start();
            case "/peace" -> pest.stop();
            default -> response.sendError(404);
        }
    }
}

package io.feedback4j.hosts;

import io.feedback4j.hosts.Client.Reply;
import io.feedback4j.hosts.WebServer.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Deploys a host without our jar, then with it; compares, votes, and looks what is left when it is gone. */
record WarScenario(Path folder, WebServer server) {
    private static final String CONTEXT = "/shop";

    /** @param feedbackRoot where ours is in the application */
    void play(UnaryOperator<WebApplication> host, String feedbackRoot) {
        ReferenceQueue<ClassLoader> queue = new ReferenceQueue<>();

        WeakReference<ClassLoader> loader = playFor(host, feedbackRoot, queue);

        server.hangUp();
        Leftovers.collect(loader, queue);
    }

    /** For a host that holds its own class loader softly, with or without us. */
    void playAndLeaveLoader(UnaryOperator<WebApplication> host, String feedbackRoot) {
        playFor(host, feedbackRoot, new ReferenceQueue<>());
    }

    private WeakReference<ClassLoader> playFor(
            UnaryOperator<WebApplication> host, String feedbackRoot, ReferenceQueue<ClassLoader> queue) {
        Map<String, Reply> alone = alone(host);
        Leftovers leftovers = Leftovers.since();
        WeakReference<ClassLoader> loader = withOurs(host, feedbackRoot, alone, queue);
        leftovers.haveNoThread();
        return loader;
    }

    private Map<String, Reply> alone(UnaryOperator<WebApplication> host) {
        WebApplication war = host.apply(WebApplication.in(newFolder()));
        try (Deployment running = server.deploy(CONTEXT, war.build())) {
            return OwnEndpoints.answers(new Client(running.root()));
        }
    }

    private WeakReference<ClassLoader> withOurs(
            UnaryOperator<WebApplication> host,
            String feedbackRoot,
            Map<String, Reply> alone,
            ReferenceQueue<ClassLoader> queue) {
        Path place = newFolder();
        WebApplication war = host.apply(WebApplication.in(place))
                .libraries(HostJars.ours())
                .parameter("feedback.store.url", "jdbc:sqlite:" + place.resolve("feedback.db"))
                .parameter("feedback.admin.user", FeedbackScenario.ADMIN)
                .parameter("feedback.admin.password", FeedbackScenario.PASSWORD);
        try (Deployment running = server.deploy(CONTEXT, war.build())) {
            OwnEndpoints.areUntouched(new Client(running.root()), alone);
            FeedbackScenario.play(new Client(URI.create(running.root() + feedbackRoot)));
            OwnEndpoints.areUntouched(new Client(running.root()), alone);
            return new WeakReference<>(running.loader(), queue);
        }
    }

    private Path newFolder() {
        try {
            return Files.createTempDirectory(folder, "war");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

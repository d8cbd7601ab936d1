package io.feedback4j.demo.sandbox;

import com.sun.net.httpserver.HttpServer;
import io.feedback4j.background.Workers;
import io.feedback4j.demo.chat.Conversations;
import io.feedback4j.demo.chat.Ids;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The sandbox upstream, running. It listens on the loopback interface only and keeps what it is sent in memory.
 *
 * <p>Thread-safe.
 */
public final class Sandbox implements AutoCloseable {
    /** More than a client sends at once by default, so that a slow answer does not hold the next request up. */
    private static final int THREADS = 16;

    private static final String LOOPBACK = "127.0.0.1";

    private final Account account;
    private final HttpServer server;
    private final Workers workers;
    private final Front front;
    private final BehaviourSwitch behaviours = new BehaviourSwitch();
    private final Journal journal;
    private final FeedbackCalls feedbacks;

    private Sandbox(Account account, HttpServer server, Conversations conversations, Ids ids, InstantSource clock) {
        this.account = account;
        this.server = server;
        this.workers = new Workers("sandbox", THREADS, Duration.ofSeconds(1));
        this.journal = new Journal(clock);
        this.feedbacks = new FeedbackCalls(account.sid(), ids, clock);
        Api api =
                new Api(account, baseUrl().toString(), feedbacks, new SessionCalls(account.sid(), conversations, ids));
        this.front = new Front(api, behaviours, journal);
    }

    /**
     * Starts on a free port.
     *
     * @param conversations what its Sessions and Messages calls show
     * @throws IOException when no port can be had
     */
    public static Sandbox start(Account account, Conversations conversations, Ids ids, InstantSource clock)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        Sandbox sandbox = new Sandbox(account, server, conversations, ids, clock);
        server.setExecutor(sandbox.workers);
        server.createContext("/", sandbox.front);
        server.start();
        return sandbox;
    }

    /** Whom it knows. */
    public Account account() {
        return account;
    }

    /** Where it is, such as {@code http://127.0.0.1:40123}. */
    public URI baseUrl() {
        return URI.create("http://" + LOOPBACK + ":" + server.getAddress().getPort());
    }

    /** How it treats the next request. */
    public Behaviour behaviour() {
        return behaviours.current();
    }

    /** Treats requests so from now on; whoever waits for an answer waits no longer. */
    public void behave(Behaviour behaviour) {
        behaviours.set(behaviour);
        front.release();
    }

    /** How many feedbacks it keeps of a session, the same vote as often as it was sent. */
    public long kept(String sessionId) {
        return feedbacks.count(sessionId);
    }

    /** What it received of late, the newest first. */
    public List<Exchange> received() {
        return journal.newestFirst();
    }

    /** Stops listening and forgets everything. Idempotent. */
    @Override
    public void close() {
        behave(Behaviour.NORMAL);
        server.stop(0);
        workers.close();
    }
}

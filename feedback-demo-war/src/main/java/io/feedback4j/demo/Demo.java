package io.feedback4j.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedback4j.FeedbackConfig.Credentials;
import io.feedback4j.FeedbackConfig.Twilio;
import io.feedback4j.FeedbackService;
import io.feedback4j.demo.chat.Assistant;
import io.feedback4j.demo.chat.Conversations;
import io.feedback4j.demo.chat.Ids;
import io.feedback4j.demo.chat.Session;
import io.feedback4j.demo.sandbox.Account;
import io.feedback4j.demo.sandbox.Sandbox;
import io.feedback4j.demo.twilio.TwilioChat;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one running demo has. Its name in the servlet context is {@link #NAME}.
 *
 * <p>Thread-safe.
 */
final class Demo implements AutoCloseable {
    static final String NAME = Demo.class.getName();

    private final Conversations conversations;
    private final @Nullable Sandbox sandbox;
    private final Map<String, String> settings;
    private final boolean switchedOff;
    private final InstantSource clock;
    private final AtomicReference<@Nullable FeedbackService> service = new AtomicReference<>();
    private final AtomicReference<@Nullable TwilioChat> chat = new AtomicReference<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Live live = new Live(id -> conversations().find(id).flatMap(this::behind));

    private Demo(
            Conversations conversations,
            @Nullable Sandbox sandbox,
            Map<String, String> settings,
            boolean switchedOff,
            InstantSource clock) {
        this.conversations = conversations;
        this.sandbox = sandbox;
        this.settings = Map.copyOf(settings);
        this.switchedOff = switchedOff;
        this.clock = clock;
    }

    /** @throws IOException when the sandbox cannot have a port */
    static Demo start(HostSettings host) throws IOException {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        Ids ids = new Ids(clock, random);
        Conversations conversations = new Conversations(new Assistant(), ids, clock);
        Preset preset = new Preset(host, random);
        Map<String, String> settings = new HashMap<>(preset.forEveryDemo());
        Sandbox sandbox = null;
        Optional<Account> account = preset.sandboxAccount();
        if (account.isPresent()) {
            sandbox = Sandbox.start(account.get(), conversations, ids, clock);
            settings.putAll(preset.forSandbox(account.get(), sandbox.baseUrl()));
        }
        boolean switchedOff = host.find("feedback.enabled").equals(Optional.of("false"));
        return new Demo(conversations, sandbox, settings, switchedOff, clock);
    }

    /** What the demo sets for the library. */
    Map<String, String> settings() {
        return settings;
    }

    Conversations conversations() {
        return conversations;
    }

    /** The upstream of our own; empty when feedback goes elsewhere. */
    Optional<Sandbox> sandbox() {
        return Optional.ofNullable(sandbox);
    }

    InstantSource clock() {
        return clock;
    }

    /** Whether the library was told not to start. */
    boolean switchedOff() {
        return switchedOff;
    }

    /** The library's service is up. */
    void found(FeedbackService found) {
        service.set(found);
        Twilio twilio = found.config().twilio();
        Credentials pair = twilio.credentials();
        if (sandbox == null && pair != null && isForwarding(found)) {
            useChat(new TwilioChat(twilio.baseUrl(), pair, TwilioChat.ANSWER_TIMEOUT, TwilioChat.SEARCH_TIMEOUT));
        }
    }

    /** Whether feedback has somewhere to go: there are credentials, and an assistant that they are for. */
    static boolean isForwarding(FeedbackService service) {
        return service.config().twilio().credentials() != null
                && !service.config().assistants().isEmpty();
    }

    /** The assistant at Twilio; empty when the small one that is built in answers. */
    Optional<TwilioChat> chat() {
        return Optional.ofNullable(chat.get());
    }

    private void useChat(@Nullable TwilioChat next) {
        TwilioChat before = chat.getAndSet(next);
        if (before != null) {
            before.close();
        }
    }

    /** The library's service; empty when it could not start. */
    Optional<FeedbackService> service() {
        return Optional.ofNullable(service.get());
    }

    /** What happens behind the scenes of a session; empty while the library is not there. */
    Optional<ObjectNode> behind(Session session) {
        return service().map(found -> new BehindTheScenes(found, sandbox(), clock).of(session));
    }

    /** Tells pages what happens behind the scenes. */
    Live live() {
        return live;
    }

    /** Waits so long, for who speaks at the pace of people. @return false when the demo ends */
    boolean pause(Duration span) {
        try {
            return !closing.await(span.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Who may work the switches: whoever is the library's admin. */
    Optional<Credentials> admin() {
        return service().flatMap(s -> Optional.ofNullable(s.config().access().admin()));
    }

    @Override
    public void close() {
        closing.countDown();
        live.close();
        useChat(null);
        if (sandbox != null) {
            sandbox.close();
        }
    }
}

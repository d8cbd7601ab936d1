package io.feedback4j;

import io.feedback4j.alert.AlertLine;
import io.feedback4j.alert.AlertRound;
import io.feedback4j.alert.Announcements;
import io.feedback4j.alert.Announcer;
import io.feedback4j.background.Loop;
import io.feedback4j.delivery.Outcome;
import io.feedback4j.delivery.webhook.AlertEvent;
import io.feedback4j.delivery.webhook.SignedPost;
import io.feedback4j.delivery.webhook.WebhookOptions;
import io.feedback4j.delivery.webhook.WebhookSecrets;
import io.feedback4j.store.Alert;
import io.feedback4j.store.Store;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The watch over the positive share, on a thread of its own. Thread-safe. */
final class Alerting implements AutoCloseable {
    /** Beyond the settle window: for what is being written just now, also on other nodes. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private static final Duration TURN = Duration.ofSeconds(30);

    private final Loop loop;
    private final @Nullable SignedPost post;

    private Alerting(AlertRound round, @Nullable SignedPost post) {
        this.post = post;
        this.loop = Loop.start("alert", round, Duration.ofSeconds(2));
    }

    /** @return {@code null} where nothing is to be watched */
    static @Nullable Alerting start(FeedbackConfig config, Store store) {
        Double share = config.alert().positiveShare();
        if (share == null) {
            return null;
        }
        SignedPost post = post(config, store);
        Announcer announcer = post == null ? null : alert -> announce(post, alert);
        AlertRound round = new AlertRound(
                store.alerts(),
                config.assistantsOrDefault(),
                new AlertLine(share),
                config.settleWindow().plus(SLACK),
                store.clock(),
                turn(store),
                new Announcements(store.alerts(), config.alert().quietHours(), announcer));
        return new Alerting(round, post);
    }

    private static @Nullable SignedPost post(FeedbackConfig config, Store store) {
        FeedbackConfig.Webhook webhook = config.alert().webhook();
        return webhook == null
                ? null
                : new SignedPost(
                        new WebhookOptions(
                                webhook.url(),
                                WebhookSecrets.parse(webhook.secret().value()),
                                config.delivery().timeout(),
                                StartLine.version()),
                        store.clock());
    }

    private static Announcer.Result announce(SignedPost post, Alert alert) {
        Outcome outcome = post.send(alert.id(), AlertEvent.of(alert));
        return outcome instanceof Outcome.Delivered ? Announcer.Result.TOLD : Announcer.Result.LATER;
    }

    /** Where nobody else can have the store open, it is always this node's turn. */
    private static BooleanSupplier turn(Store store) {
        String owner = UUID.randomUUID().toString();
        return () -> !store.isShared() || store.leases().take("alert", owner, TURN);
    }

    @Override
    public void close() {
        loop.close();
        if (post != null) {
            post.close();
        }
    }
}

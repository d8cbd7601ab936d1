package io.feedback4j.web;

import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackService;
import io.feedback4j.FeedbackSettings;
import io.feedback4j.InvalidConfigException;
import io.feedback4j.SettingSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who runs in this class loader: one service for a store, however many applications and ways in ask for it. It starts
 * with the first and is closed with the last of them.
 *
 * <p>Thread-safe. This is the only static state; everything else is handed over.
 */
public final class Engines {
    private static final Logger LOG = LoggerFactory.getLogger(Engines.class);
    private static final Object LOCK = new Object();
    private static final Map<StoreKey, RunningService> RUNNING = new HashMap<>();
    private static final Set<String> WARNED_OF = ConcurrentHashMap.newKeySet();

    private Engines() {}

    /** Where settings are looked up on every host, after what the host itself has to say. */
    public static List<SettingSource> processSettings() {
        return List.of(
                SettingSource.systemProperties(System.getProperties()), SettingSource.environment(System.getenv()));
    }

    /** Where the embedded store is when neither a setting nor the host has another idea. */
    public static Path defaultFolder() {
        return Path.of("feedback-data");
    }

    /**
     * An engine as the settings say. Never throws: wrong settings are logged, all of them at once, and answered with
     * 503, because the host must start.
     *
     * @param sources where to look settings up, first found wins
     * @param defaultFolder where the embedded store is when no setting says so
     * @return empty when {@code feedback.enabled} is {@code false}
     */
    public static Optional<Engine> open(List<SettingSource> sources, Path defaultFolder, VoterResolver voters) {
        try {
            FeedbackSettings settings = FeedbackSettings.read(sources, defaultFolder);
            if (!settings.enabled()) {
                return Optional.empty();
            }
            warnOfUnknown(sources);
            return Optional.of(open(settings.config(), voters));
        } catch (InvalidConfigException e) {
            warnOfUnknown(sources);
            LOG.error("{}. The application goes on; feedback is answered with 503.", e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("feedback4j cannot start. The application goes on; feedback is answered with 503.", e);
        }
        return Optional.of(Engine.refusing());
    }

    /** Once for each name, however many ways in there are. */
    private static void warnOfUnknown(List<SettingSource> sources) {
        for (String name : FeedbackSettings.unknownInEnvironment(sources)) {
            if (WARNED_OF.add(name)) {
                LOG.warn("{} in the environment is no setting of feedback4j and is ignored", name);
            }
        }
    }

    private static Engine open(FeedbackConfig config, VoterResolver voters) {
        synchronized (LOCK) {
            StoreKey key = StoreKey.of(config.store());
            RunningService running = RUNNING.get(key);
            if (running == null) {
                running = new RunningService(
                        FeedbackService.builder().config(config).build(), true);
                RUNNING.put(key, running);
            } else if (!running.service().config().equals(config)) {
                LOG.warn(
                        "Two applications keep their votes in {} with different settings; the first one's are used"
                                + " for both",
                        config.store().place());
            }
            return share(key, running, voters);
        }
    }

    /** An engine over a service that the host has built, and closes itself. */
    public static Engine over(FeedbackService service, VoterResolver voters) {
        synchronized (LOCK) {
            StoreKey key = StoreKey.of(service);
            RunningService running = RUNNING.computeIfAbsent(key, absent -> new RunningService(service, false));
            return share(key, running.service() == service ? running : new RunningService(service, false), voters);
        }
    }

    private static Engine share(StoreKey key, RunningService running, VoterResolver voters) {
        return running.share(voters, () -> giveBack(key, running));
    }

    private static void giveBack(StoreKey key, RunningService running) {
        // Closed under the lock: who opens the same store next must find it free.
        synchronized (LOCK) {
            if (running.giveBack()) {
                RUNNING.remove(key, running);
                running.close();
            }
        }
    }
}

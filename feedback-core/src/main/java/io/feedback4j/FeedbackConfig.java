package io.feedback4j;

import static java.util.Objects.requireNonNull;

import io.feedback4j.alert.QuietHours;
import io.feedback4j.masking.MaskKind;
import io.feedback4j.store.jdbc.PostgresAddress;
import io.feedback4j.store.jdbc.PostgresStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link FeedbackService} is to work. Immutable; {@link #builder()} starts from the defaults.
 *
 * @param assistants ids of the assistants that may be voted for; when empty only {@code default} is taken
 * @param twilio where feedback is forwarded to
 * @param webhook where else; {@code null} for nowhere
 * @param store where feedback is kept
 * @param settleWindow how long feedback waits after its last change before it is forwarded; 0 to 5 minutes
 * @param bufferMaximumWeight how many bytes of settling feedback are held in memory; 0 holds none and delivers the same
 * @param delivery how feedback is forwarded
 * @param access who may do what
 * @param rateLimits how often may be voted
 * @param reasons the catalogue voters choose from
 * @param retention how long feedback is kept that waits for nothing
 * @param importSchedule how long from one import of what is upstream to the next; {@code null} for only when asked to
 * @param alert what is watched, and who is told
 * @param mask what is masked in texts before they are kept and before they are forwarded
 */
public record FeedbackConfig(
        List<String> assistants,
        Twilio twilio,
        @Nullable Webhook webhook,
        Store store,
        Duration settleWindow,
        long bufferMaximumWeight,
        DeliverySettings delivery,
        Access access,
        RateLimits rateLimits,
        List<Reason> reasons,
        Duration retention,
        @Nullable Duration importSchedule,
        Set<MaskKind> mask,
        Alert alert) {

    /** What stands for the first configured assistant, and for the only one where none is configured. */
    public static final String DEFAULT_ASSISTANT = "default";
    /** The longest settle window, and the longest that changes of mind can put off forwarding in all. */
    public static final Duration MAX_SETTLING = Duration.ofMinutes(5);

    /**
     * The Twilio AI Assistants API.
     *
     * @param accountSid {@code null} when not known
     * @param authToken {@code null} when not known
     * @param apiKey preferred over the auth token; {@code null} when not known
     * @param apiSecret comes with the API key
     * @param baseUrl https, or http to a loopback address
     * @param trailer whether reasons and foreign message ids go into the text as one line
     */
    public record Twilio(
            @Nullable String accountSid,
            @Nullable Secret authToken,
            @Nullable String apiKey,
            @Nullable Secret apiSecret,
            URI baseUrl,
            boolean trailer) {

        /** The pair for HTTP Basic: the API key if there is one, else the account; {@code null} when neither is whole. */
        public @Nullable Credentials credentials() {
            if (apiKey != null && apiSecret != null) {
                return new Credentials(apiKey, apiSecret);
            }
            return accountSid != null && authToken != null ? new Credentials(accountSid, authToken) : null;
        }
    }

    /**
     * A webhook that is signed as Standard Webhooks describes it.
     *
     * @param url https, or http to a loopback address
     * @param secret {@code whsec_…}; two, separated by a space or a comma, while receivers change to the first
     */
    public record Webhook(URI url, Secret secret) {
        public Webhook {
            requireNonNull(url, "url");
            requireNonNull(secret, "secret");
        }

        /** Scheme, host and port alone: what follows is a secret at some services. */
        String origin() {
            return url.getScheme() + "://" + url.getAuthority();
        }

        @Override
        public String toString() {
            return "Webhook[url=" + origin() + "/***, secret=***]";
        }
    }

    /**
     * When somebody is told that the positive share of an assistant has fallen.
     *
     * @param positiveShare the line, more than 0 and less than 1; {@code null} for no watch
     * @param webhook who is told besides the log, signed as Standard Webhooks describes it; {@code null} for nobody
     * @param quietHours when nobody is told; {@code null} for never
     */
    public record Alert(
            @Nullable Double positiveShare,
            @Nullable Webhook webhook,
            @Nullable QuietHours quietHours) {}

    /** A user and a password for HTTP Basic. */
    public record Credentials(String user, Secret password) {}

    /**
     * Where feedback is kept: in the embedded database, unless one of the others is given.
     *
     * @param file the embedded database's file; its folder is made if need be
     * @param postgres a PostgreSQL database that several machines can share; {@code null} for none
     * @param jndi the name of the application's data source for such a database; {@code null} for none
     */
    public record Store(
            Path file,
            @Nullable Postgres postgres,
            @Nullable String jndi) {

        /** Where that is, in words for an operator: never with a user or a password. */
        public String place() {
            if (postgres != null) {
                return postgres.address().place();
            }
            return jndi != null
                    ? PostgresStore.place(jndi)
                    : file.toAbsolutePath().normalize().toString();
        }
    }

    /**
     * A PostgreSQL database.
     *
     * @param url {@code jdbc:postgresql:…}
     * @param user {@code null} where the URL says it
     * @param password {@code null} where the URL says it, or none is needed
     */
    public record Postgres(
            String url, @Nullable String user, @Nullable Secret password) {

        PostgresAddress address() {
            return new PostgresAddress(url, user, password == null ? null : password.value());
        }

        /** Where it is, without anything that could be a secret. */
        @Override
        public String toString() {
            return "Postgres[" + Shown.value(url) + "]";
        }
    }

    /**
     * How feedback is forwarded.
     *
     * @param concurrency how many exchanges at once, 1 to 64
     * @param timeout for a whole exchange, 1 s to 1 min
     * @param grace how long a record may take to show in the destination's list, 0 to 1 h
     * @param uncertain what to do when it is not known whether a record arrived
     */
    public record DeliverySettings(int concurrency, Duration timeout, Duration grace, UncertainPolicy uncertain) {}

    /**
     * Who may do what.
     *
     * @param admin a pair of our own; {@code null} for none
     * @param viewerRole the host's role that sees numbers; {@code null} for none
     * @param readerRole the host's role that reads texts; {@code null} for none
     * @param operatorRole the host's role that acts; {@code null} for none
     * @param tlsTerminated whether a proxy in front speaks TLS, so that plain HTTP here is not plain outside
     * @param publicUrl the origin browsers see, where it is another than the one requests name; {@code null} for none
     */
    public record Access(
            @Nullable Credentials admin,
            @Nullable String viewerRole,
            @Nullable String readerRole,
            @Nullable String operatorRole,
            boolean tlsTerminated,
            @Nullable URI publicUrl) {}

    /** How often may be voted. {@code null} is without limit. */
    public record RateLimits(
            @Nullable RateLimit session,
            @Nullable RateLimit address,
            @Nullable RateLimit global) {}

    /** @throws InvalidConfigException naming everything that is wrong, not only the first */
    public FeedbackConfig {
        assistants = List.copyOf(requireNonNull(assistants, "assistants"));
        reasons = List.copyOf(requireNonNull(reasons, "reasons"));
        requireNonNull(settleWindow, "settleWindow");
        requireNonNull(retention, "retention");
        requireNonNull(twilio, "twilio");
        requireNonNull(store, "store");
        requireNonNull(delivery, "delivery");
        requireNonNull(access, "access");
        requireNonNull(rateLimits, "rateLimits");
        requireNonNull(alert, "alert");
        mask = Set.copyOf(requireNonNull(mask, "mask"));
        List<String> problems = new ArrayList<>();
        ConfigRules.check(assistants, twilio, access, reasons, problems);
        ConfigRules.checkWebhook("feedback.webhook.", webhook, problems);
        ConfigRules.checkAlert(alert, problems);
        ConfigRules.checkStore(store, problems);
        ConfigRules.within("settle-window", settleWindow, Duration.ZERO, MAX_SETTLING, problems);
        ConfigRules.within(
                "delivery.timeout", delivery.timeout(), Duration.ofSeconds(1), Duration.ofMinutes(1), problems);
        ConfigRules.within("delivery.grace", delivery.grace(), Duration.ZERO, Duration.ofHours(1), problems);
        ConfigRules.within("delivery.concurrency", delivery.concurrency(), 1, 64, problems);
        ConfigRules.within("buffer.maximum-weight", bufferMaximumWeight, 0, 1L << 40, problems);
        ConfigRules.within("retention", retention, Duration.ofDays(1), Duration.ofDays(36_500), problems);
        if (importSchedule != null) {
            ConfigRules.within(
                    "import.schedule", importSchedule, Duration.ofMinutes(1), Duration.ofDays(365), problems);
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    /** The assistant that {@code default} stands for. */
    public String defaultAssistant() {
        return assistants.isEmpty() ? DEFAULT_ASSISTANT : assistants.get(0);
    }

    /** The assistants whose feedback is taken: those configured, else the only one there is then. */
    List<String> assistantsOrDefault() {
        return assistants.isEmpty() ? List.of(DEFAULT_ASSISTANT) : assistants;
    }

    /** Starts from the defaults; every method names one setting. Not thread-safe. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects settings and checks them all at the end. Not thread-safe. */
    public static final class Builder {
        private List<String> assistants = List.of();
        private Twilio twilio = new Twilio(null, null, null, null, URI.create("https://assistants.twilio.com"), true);
        private @Nullable Webhook webhook;
        private Store store = new Store(Path.of("feedback-data", "feedback.db"), null, null);
        private Duration settleWindow = Duration.ofSeconds(30);
        private long bufferMaximumWeight = 64L << 20;
        private DeliverySettings delivery =
                new DeliverySettings(8, Duration.ofSeconds(10), Duration.ofSeconds(30), UncertainPolicy.RECONCILE);
        private Access access = new Access(null, null, null, null, false, null);
        private RateLimits rateLimits = new RateLimits(
                new RateLimit(60, Duration.ofMinutes(1)), new RateLimit(600, Duration.ofMinutes(1)), null);
        private List<Reason> reasons = ReasonCatalogue.standard();
        private Duration retention = Duration.ofDays(400);
        private @Nullable Duration importSchedule;
        private Set<MaskKind> mask = Set.of();
        private Alert alert = new Alert(null, null, null);

        private Builder() {}

        /** Default: none, so that only {@code default} is taken. */
        public Builder assistants(String... assistants) {
            this.assistants = List.of(requireNonNull(assistants, "assistants"));
            return this;
        }

        /** Account SID and auth token. Default: none, so that feedback is kept and waits. */
        public Builder twilioAccount(String accountSid, String authToken) {
            requireNonNull(accountSid, "accountSid");
            requireNonNull(authToken, "authToken");
            return changeTwilio(t ->
                    new Twilio(accountSid, new Secret(authToken), t.apiKey(), t.apiSecret(), t.baseUrl(), t.trailer()));
        }

        /** API key and its secret, preferred over the account's auth token. Default: none. */
        public Builder twilioApiKey(String apiKey, String apiSecret) {
            requireNonNull(apiKey, "apiKey");
            requireNonNull(apiSecret, "apiSecret");
            return changeTwilio(t ->
                    new Twilio(t.accountSid(), t.authToken(), apiKey, new Secret(apiSecret), t.baseUrl(), t.trailer()));
        }

        /** Default: {@code https://assistants.twilio.com}. */
        public Builder twilioBaseUrl(URI baseUrl) {
            requireNonNull(baseUrl, "twilioBaseUrl");
            return changeTwilio(
                    t -> new Twilio(t.accountSid(), t.authToken(), t.apiKey(), t.apiSecret(), baseUrl, t.trailer()));
        }

        /** Default: {@code true}. */
        public Builder twilioTrailer(boolean trailer) {
            return changeTwilio(
                    t -> new Twilio(t.accountSid(), t.authToken(), t.apiKey(), t.apiSecret(), t.baseUrl(), trailer));
        }

        private Builder changeTwilio(Function<Twilio, Twilio> change) {
            this.twilio = change.apply(twilio);
            return this;
        }

        /** Where else feedback is sent to, and {@code whsec_…} to sign it with. Default: nowhere. */
        public Builder webhook(URI url, String secret) {
            requireNonNull(secret, "webhook secret");
            this.webhook = new Webhook(url, new Secret(secret));
            return this;
        }

        /** The embedded database's file. Default: {@code ./feedback-data/feedback.db}. */
        public Builder storeFile(Path file) {
            requireNonNull(file, "storeFile");
            this.store = new Store(file, null, null);
            return this;
        }

        /**
         * A PostgreSQL database, which several machines can share. Its driver and HikariCP have to be on the class path.
         * Default: none.
         *
         * @param url {@code jdbc:postgresql:…}
         * @param user {@code null} where the URL says it
         * @param password {@code null} where the URL says it, or none is needed
         */
        public Builder storePostgres(String url, @Nullable String user, @Nullable String password) {
            requireNonNull(url, "storePostgres");
            Secret secret = password == null ? null : new Secret(password);
            this.store = new Store(store.file(), new Postgres(url, user, secret), store.jndi());
            return this;
        }

        /** The application's data source for a PostgreSQL database, by its JNDI name. Default: none. */
        public Builder storeJndi(String name) {
            requireNonNull(name, "storeJndi");
            this.store = new Store(store.file(), store.postgres(), name);
            return this;
        }

        /** Default: 30 seconds. Zero forwards at once. */
        public Builder settleWindow(Duration settleWindow) {
            this.settleWindow = requireNonNull(settleWindow, "settleWindow");
            return this;
        }

        /** In bytes. Default: 64 MiB. */
        public Builder bufferMaximumWeight(long bytes) {
            this.bufferMaximumWeight = bytes;
            return this;
        }

        /** Default: 8. */
        public Builder deliveryConcurrency(int concurrency) {
            return changeDelivery(d -> new DeliverySettings(concurrency, d.timeout(), d.grace(), d.uncertain()));
        }

        /** Default: 10 seconds. */
        public Builder deliveryTimeout(Duration timeout) {
            requireNonNull(timeout, "deliveryTimeout");
            return changeDelivery(d -> new DeliverySettings(d.concurrency(), timeout, d.grace(), d.uncertain()));
        }

        /** Default: 30 seconds. */
        public Builder deliveryGrace(Duration grace) {
            requireNonNull(grace, "deliveryGrace");
            return changeDelivery(d -> new DeliverySettings(d.concurrency(), d.timeout(), grace, d.uncertain()));
        }

        /** Default: {@link UncertainPolicy#RECONCILE}. */
        public Builder deliveryUncertain(UncertainPolicy uncertain) {
            requireNonNull(uncertain, "deliveryUncertain");
            return changeDelivery(d -> new DeliverySettings(d.concurrency(), d.timeout(), d.grace(), uncertain));
        }

        private Builder changeDelivery(Function<DeliverySettings, DeliverySettings> change) {
            this.delivery = change.apply(delivery);
            return this;
        }

        /** A pair of our own for reading and acting. Default: none. */
        public Builder admin(String user, String password) {
            requireNonNull(user, "admin user");
            requireNonNull(password, "admin password");
            return changeAccess(a -> new Access(
                    new Credentials(user, new Secret(password)),
                    a.viewerRole(),
                    a.readerRole(),
                    a.operatorRole(),
                    a.tlsTerminated(),
                    a.publicUrl()));
        }

        /** The host's role that sees numbers. Default: none. */
        public Builder viewerRole(String role) {
            requireNonNull(role, "viewerRole");
            return changeAccess(a ->
                    new Access(a.admin(), role, a.readerRole(), a.operatorRole(), a.tlsTerminated(), a.publicUrl()));
        }

        /** The host's role that reads texts. Default: none. */
        public Builder readerRole(String role) {
            requireNonNull(role, "readerRole");
            return changeAccess(a ->
                    new Access(a.admin(), a.viewerRole(), role, a.operatorRole(), a.tlsTerminated(), a.publicUrl()));
        }

        /** The host's role that acts. Default: none. */
        public Builder operatorRole(String role) {
            requireNonNull(role, "operatorRole");
            return changeAccess(
                    a -> new Access(a.admin(), a.viewerRole(), a.readerRole(), role, a.tlsTerminated(), a.publicUrl()));
        }

        /** Default: {@code false}. */
        public Builder tlsTerminated(boolean tlsTerminated) {
            return changeAccess(a -> new Access(
                    a.admin(), a.viewerRole(), a.readerRole(), a.operatorRole(), tlsTerminated, a.publicUrl()));
        }

        /** Default: none, so that the origin is taken from the request. */
        public Builder publicUrl(URI publicUrl) {
            requireNonNull(publicUrl, "publicUrl");
            return changeAccess(a -> new Access(
                    a.admin(), a.viewerRole(), a.readerRole(), a.operatorRole(), a.tlsTerminated(), publicUrl));
        }

        private Builder changeAccess(Function<Access, Access> change) {
            this.access = change.apply(access);
            return this;
        }

        /** Default: 60 a minute for a session, 600 a minute for an address, no limit in all. */
        public Builder rateLimits(RateLimits rateLimits) {
            this.rateLimits = requireNonNull(rateLimits, "rateLimits");
            return this;
        }

        /** Default: {@link ReasonCatalogue#standard()}. */
        public Builder reasons(List<Reason> reasons) {
            this.reasons = requireNonNull(reasons, "reasons");
            return this;
        }

        /** Default: 400 days. */
        public Builder retention(Duration retention) {
            this.retention = requireNonNull(retention, "retention");
            return this;
        }

        /** 1 minute or more. Default: none, so that nothing is imported unless an operator asks for it. */
        public Builder importSchedule(Duration importSchedule) {
            this.importSchedule = requireNonNull(importSchedule, "importSchedule");
            return this;
        }

        /** What is masked in texts before they are kept and before they are forwarded. Default: nothing. */
        public Builder mask(MaskKind... kinds) {
            this.mask = Set.copyOf(List.of(requireNonNull(kinds, "mask")));
            return this;
        }

        /** The share of positive votes that no assistant's may fall below. Default: none, so that nothing is watched. */
        public Builder alertPositiveShare(double share) {
            return changeAlert(a -> new Alert(share, a.webhook(), a.quietHours()));
        }

        /** Who is told of that besides the log, and {@code whsec_…} to sign it with. Default: nobody. */
        public Builder alertWebhook(URI url, String secret) {
            requireNonNull(secret, "alert webhook secret");
            return changeAlert(a -> new Alert(a.positiveShare(), new Webhook(url, new Secret(secret)), a.quietHours()));
        }

        /** When nobody is told; what happened is told afterwards. Default: never. */
        public Builder alertQuietHours(QuietHours quietHours) {
            requireNonNull(quietHours, "alertQuietHours");
            return changeAlert(a -> new Alert(a.positiveShare(), a.webhook(), quietHours));
        }

        private Builder changeAlert(Function<Alert, Alert> change) {
            this.alert = change.apply(alert);
            return this;
        }

        /** @throws InvalidConfigException naming every setting that is wrong, not only the first */
        public FeedbackConfig build() {
            return new FeedbackConfig(
                    assistants,
                    twilio,
                    webhook,
                    store,
                    settleWindow,
                    bufferMaximumWeight,
                    delivery,
                    access,
                    rateLimits,
                    reasons,
                    retention,
                    importSchedule,
                    mask,
                    alert);
        }
    }
}

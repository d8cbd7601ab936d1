package io.feedback4j.web;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackService;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every endpoint by its route and method, put together once. */
final class Endpoints {
    private static final String ASSETS = "assets";

    private final Map<Route, Map<String, Endpoint>> byRoute = new EnumMap<>(Route.class);

    /** @param ticker the time that rates are measured by */
    Endpoints(FeedbackService service, VoterResolver resolver, Ticker ticker) {
        FeedbackConfig config = service.config();
        Assistants assistants = new Assistants(config);
        Access access = new Access(config, ticker);
        addVoting(service, assistants, resolver, access, ticker);
        Endpoint list = Endpoint.now(new ListEndpoint(service, assistants, access)::answer);
        add(Route.FEEDBACKS, "GET", list);
        add(Route.FEEDBACK, "GET", Endpoint.now(new RecordEndpoint(service, assistants, access)::answer));
        add(Route.REASONS, "GET", Endpoint.now(new ReasonsEndpoint(config.reasons())::answer));
        ImportEndpoint imports = new ImportEndpoint(service, access, new OriginProof(config.access()));
        add(Route.IMPORT, "POST", Endpoint.now(imports::begin));
        add(Route.IMPORT, "GET", Endpoint.now(imports::last));
        add(Route.HEALTH, "GET", Endpoint.now(new HealthEndpoint(service, access)::answer));
        addDesk(service, assistants, access);
        addFiles();
        addDashboard(config, access);
    }

    private void addDashboard(FeedbackConfig config, Access access) {
        DashboardEndpoint dashboard = new DashboardEndpoint(config, access);
        add(Route.DASHBOARD, "GET", Endpoint.now(dashboard::page));
        add(Route.DASHBOARD_WITHOUT_SLASH, "GET", Endpoint.now(dashboard::pageWithoutSlash));
        add(Route.DASHBOARD_SETTINGS, "GET", Endpoint.now(dashboard::settings));
        add(Route.DASHBOARD_FILE, "GET", Endpoint.now(dashboard::file));
    }

    private void addDesk(FeedbackService service, Assistants assistants, Access access) {
        OriginProof origin = new OriginProof(service.config().access());
        DeskEndpoint desk = new DeskEndpoint(service, assistants, access, origin);
        add(Route.REJECTED, "GET", Endpoint.now(new RejectedEndpoint(service, assistants, access)::answer));
        add(Route.RESEND, "POST", Endpoint.now(desk::resend));
        add(Route.DISCARD, "POST", Endpoint.now(desk::discard));
        add(Route.RESEND_MANY, "POST", Endpoint.now(desk::resendMany));
        add(Route.DISCARD_MANY, "POST", Endpoint.now(desk::discardMany));
        add(Route.AUDIT, "GET", Endpoint.now(new AuditEndpoint(service, access)::answer));
    }

    private void addVoting(
            FeedbackService service, Assistants assistants, VoterResolver resolver, Access access, Ticker ticker) {
        FeedbackConfig config = service.config();
        OriginProof origin = new OriginProof(config.access());
        VoterGate gate = new VoterGate(resolver, origin, new VoteLimits(config.rateLimits(), ticker), config.access());
        add(Route.FEEDBACKS, "POST", new SubmitEndpoint(service, assistants, gate));
        add(Route.FEEDBACK, "DELETE", new WithdrawEndpoint(service, assistants, gate, access, origin));
        add(Route.VOTES, "POST", Endpoint.now(new VotesEndpoint(service, assistants, gate)::answer));
        // With limits of its own: what is only looked at must not use up what votes may need.
        VoteLimits shown = new VoteLimits(config.rateLimits(), ticker);
        VoterGate shownGate = new VoterGate(resolver, origin, shown, config.access());
        add(Route.IMPRESSIONS, "POST", Endpoint.now(new ImpressionsEndpoint(service, assistants, shownGate)::answer));
    }

    private void addFiles() {
        Assets assets = Assets.load(ASSETS, JoinedScript::served);
        add(Route.THUMBS, "GET", Endpoint.now(assets::entry));
        add(Route.ASSET, "GET", Endpoint.now(assets::file));
        add(Route.OPENAPI, "GET", Endpoint.now(new Contract()::answer));
    }

    private void add(Route route, String method, Endpoint endpoint) {
        byRoute.computeIfAbsent(route, r -> new HashMap<>()).put(method, endpoint);
    }

    /** @return {@code null} when the route is not served by this method */
    @Nullable
    Endpoint find(Route route, String method) {
        return byRoute.getOrDefault(route, Map.of()).get(method);
    }
}

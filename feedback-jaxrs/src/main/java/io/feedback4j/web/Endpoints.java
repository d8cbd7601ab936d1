package io.feedback4j.web;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackService;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every endpoint by its route and method, put together once. */
final class Endpoints {
    private static final String ASSETS = "assets";
    private static final String STYLE = "text/css;charset=UTF-8";

    private final Map<Route, Map<String, Endpoint>> byRoute = new EnumMap<>(Route.class);

    /**
     * @param hub tells those who listen
     * @param ticker the time that rates are measured by
     */
    Endpoints(FeedbackService service, VoterResolver resolver, EventHub hub, Ticker ticker) {
        FeedbackConfig config = service.config();
        Assistants assistants = new Assistants(config);
        Access access = new Access(config, ticker);
        addVoting(service, assistants, resolver, access, ticker);
        Endpoint list = Endpoint.now(new ListEndpoint(service, assistants, access)::answer);
        add(Route.FEEDBACKS, "GET", list);
        add(Route.EXPORT_CSV, "GET", export(service, assistants, access, ExportFormat.CSV));
        add(Route.EXPORT_NDJSON, "GET", export(service, assistants, access, ExportFormat.NDJSON));
        RecordEndpoint records = new RecordEndpoint(service, assistants, access);
        add(Route.FEEDBACK, "GET", Endpoint.now(records::answer));
        add(Route.CONTEXT, "GET", Endpoint.now(records::context));
        add(Route.REASONS, "GET", Endpoint.now(new ReasonsEndpoint(config.reasons())::answer));
        ImportEndpoint imports = new ImportEndpoint(service, access, new OriginProof(config.access()));
        add(Route.IMPORT, "POST", Endpoint.now(imports::begin));
        add(Route.IMPORT, "GET", Endpoint.now(imports::last));
        add(Route.HEALTH, "GET", Endpoint.now(new HealthEndpoint(service, access)::answer));
        add(Route.EVENTS, "GET", Endpoint.now(new EventsEndpoint(service, access, hub)::answer));
        addDesk(service, assistants, access);
        addInsights(service, assistants, access);
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
        add(Route.ERASE, "POST", Endpoint.now(new EraseEndpoint(service, assistants, access, origin)::answer));
        add(Route.REJECTED, "GET", Endpoint.now(new RejectedEndpoint(service, assistants, access)::answer));
        add(Route.RESEND, "POST", Endpoint.now(desk::resend));
        add(Route.DISCARD, "POST", Endpoint.now(desk::discard));
        add(Route.RESEND_MANY, "POST", Endpoint.now(desk::resendMany));
        add(Route.DISCARD_MANY, "POST", Endpoint.now(desk::discardMany));
        add(Route.AUDIT, "GET", Endpoint.now(new AuditEndpoint(service, access)::answer));
        AlertsEndpoint alerts = new AlertsEndpoint(service, assistants, access);
        add(Route.ALERTS, "GET", Endpoint.now(alerts::newest));
        add(Route.ALERT_PREVIEW, "GET", Endpoint.now(alerts::preview));
        add(Route.MASK_PREVIEW, "POST", Endpoint.now(new MaskPreviewEndpoint(service, access, origin)::answer));
    }

    private void addInsights(FeedbackService service, Assistants assistants, Access access) {
        OriginProof origin = new OriginProof(service.config().access());
        InsightsEndpoint insights = new InsightsEndpoint(service, assistants, access);
        add(Route.INSIGHTS_SUMMARY, "GET", Endpoint.now(insights::summary));
        add(Route.INSIGHTS_TREND, "GET", Endpoint.now(insights::trend));
        add(Route.INSIGHTS_REASONS, "GET", Endpoint.now(insights::reasons));
        add(Route.INSIGHTS_REASON_TREND, "GET", Endpoint.now(insights::reasonTrend));
        RankingEndpoint ranking = new RankingEndpoint(service, assistants, access);
        add(Route.INSIGHTS_MESSAGES, "GET", Endpoint.now(ranking::messages));
        add(Route.INSIGHTS_SESSIONS, "GET", Endpoint.now(ranking::sessions));
        add(Route.INSIGHTS_ASSISTANTS, "GET", Endpoint.now(ranking::assistants));
        add(Route.INSIGHTS_VOTES, "GET", Endpoint.now(new DrillEndpoint(service, assistants, access)::answer));
        BurstsEndpoint bursts = new BurstsEndpoint(service, assistants, access, origin);
        add(Route.BURSTS, "GET", Endpoint.now(bursts::list));
        add(Route.INCLUDE_BURST, "POST", Endpoint.now(bursts::include));
        add(Route.EXCLUDE_BURST, "POST", Endpoint.now(bursts::exclude));
        MarkersEndpoint markers = new MarkersEndpoint(service, assistants, access, origin);
        add(Route.MARKERS, "GET", Endpoint.now(markers::list));
        add(Route.MARKERS, "POST", Endpoint.now(markers::add));
        add(Route.MARKER, "DELETE", Endpoint.now(markers::delete));
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
        addForms(service, assistants, gate);
        add(Route.IMPRESSIONS, "POST", Endpoint.now(new ImpressionsEndpoint(service, assistants, shownGate)::answer));
    }

    private static Endpoint export(FeedbackService service, Assistants assistants, Access access, ExportFormat format) {
        return Endpoint.now(new ExportEndpoint(service, assistants, access, format)::answer);
    }

    private void addForms(FeedbackService service, Assistants assistants, VoterGate gate) {
        FormTokens tokens = new FormTokens(service);
        FormPages pages = new FormPages(service.config().reasons());
        Endpoint form = new FormEndpoint(service, assistants, gate, tokens, pages);
        Endpoint page = Endpoint.now(new FormPageEndpoint(service, assistants, gate, tokens, pages)::answer);
        add(Route.FORM, "POST", new PageEndpoint(form, pages, ""));
        add(Route.FORM_PAGE, "GET", new PageEndpoint(page, pages, "../"));
        Asset style = Asset.of(STYLE, Resources.text("form/form.css").getBytes(StandardCharsets.UTF_8));
        add(Route.FORM_STYLE, "GET", Endpoint.now(call -> style.answer(call.request(), "public, no-cache")));
    }

    private void addFiles() {
        Assets assets = Assets.load(ASSETS, (name, files) -> files.apply(name));
        add(Route.THUMBS, "GET", Endpoint.now(assets::entry));
        Asset types = Assets.types(ASSETS);
        add(Route.TYPES, "GET", Endpoint.now(call -> Assets.fresh(types, call)));
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

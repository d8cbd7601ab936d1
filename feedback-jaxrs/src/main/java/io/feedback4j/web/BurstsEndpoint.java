package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.FeedbackService;
import io.feedback4j.insights.Estimate;
import io.feedback4j.store.AuditAction;
import io.feedback4j.store.Burst;
import io.feedback4j.store.Moment;
import io.feedback4j.store.Scope;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** Many votes from one source within a short time: seen by whoever may see numbers, decided about by operators. */
final class BurstsEndpoint {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final FeedbackService service;
    private final Assistants assistants;
    private final Access access;
    private final OriginProof origin;

    BurstsEndpoint(FeedbackService service, Assistants assistants, Access access, OriginProof origin) {
        this.service = service;
        this.assistants = assistants;
        this.access = access;
        this.origin = origin;
    }

    Answer list(Call call) {
        String unused = access.require(call.request(), Right.VIEWER);
        boolean reads = access.allows(call.request(), Right.READER);
        InsightsQuery asked = InsightsQuery.of(
                new QueryString(call.request().query()),
                assistants,
                service.insights().now());
        Moment<List<Burst>> bursts = service.insights().bursts(asked.assistantId(), asked.period());
        return Answers.privately(200, Json.object(json -> {
            Json.date(json, "as_of", bursts.asOf());
            NumberWriter.period(json, asked.period(), bursts.asOf());
            json.writeStringField("definition", Definitions.APART);
            json.writeArrayFieldStart("bursts");
            for (Burst burst : bursts.value()) {
                json.writeStartObject();
                members(json, burst, reads);
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    /** Its votes count from now on. */
    Answer include(Call call) {
        return decide(call, true);
    }

    /** Its votes are set apart again. */
    Answer exclude(Call call) {
        return decide(call, false);
    }

    private Answer decide(Call call, boolean included) {
        String who = access.require(call.request(), Right.OPERATOR);
        origin.require(call.request());
        String id = call.variable(0);
        if (!ID.matcher(id).matches()) {
            throw unknown();
        }
        call.admit();
        AuditAction action = included ? AuditAction.INCLUDE_BURST : AuditAction.EXCLUDE_BURST;
        Burst burst = service.insights().decide(id, included).orElseThrow(BurstsEndpoint::unknown);
        service.desk().note(who, action, "burst " + id, burst.counts().votes(), "");
        return Answers.privately(200, Json.object(json -> members(json, burst, true)));
    }

    private static void members(JsonGenerator json, Burst burst, boolean reads) throws IOException {
        json.writeStringField("id", burst.id());
        json.writeStringField("assistant_id", burst.assistantId());
        json.writeStringField("kind", "session");
        json.writeStringField("session_id", reads ? burst.sessionId() : null);
        Json.date(json, "from", burst.bucket());
        Json.date(json, "until", burst.bucket().plus(Scope.BUCKET));
        json.writeNumberField("votes", burst.counts().votes());
        json.writeNumberField("positive", burst.counts().positive());
        NumberWriter.number(
                json,
                "share",
                Estimate.share(burst.counts().positive(), burst.counts().scored())
                        .value());
        json.writeBooleanField("included", burst.included());
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemKind.NO_SUCH_BURST, "There is no burst with this id.");
    }
}

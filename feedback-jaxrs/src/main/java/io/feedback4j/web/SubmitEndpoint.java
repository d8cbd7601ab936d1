package io.feedback4j.web;

import io.feedback4j.FeedbackService;
import io.feedback4j.intake.Submission;
import io.feedback4j.model.Delivery;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.FieldProblem;
import io.feedback4j.model.NewFeedback;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Gives feedback. Whoever sends an {@code Authorization} header with it, as Twilio's guide does, is not asked for it. */
final class SubmitEndpoint implements Endpoint {
    private final FeedbackService service;
    private final Assistants assistants;
    private final VoterGate gate;
    private final FeedbackReader reader;
    private final Undo undo;

    SubmitEndpoint(FeedbackService service, Assistants assistants, VoterGate gate) {
        this.service = service;
        this.assistants = assistants;
        this.gate = gate;
        this.reader = new FeedbackReader(service.config().reasons());
        this.undo = new Undo(service);
    }

    @Override
    public CompletionStage<Answer> answer(Call call) {
        Request request = call.request();
        String assistantId = assistants.resolve(call.variable(0));
        gate.pass(request);
        Map<String, Object> members = JsonBody.read(request, FeedbackReader.MEMBERS);
        NewFeedback feedback = reader.read(members, assistantId, gate.voterOf(request), key(request));
        gate.passVote(feedback.target());
        String payloadHash = feedback.idempotencyKey() == null ? null : Payload.hash(feedback);
        call.admit();
        return service.submit(feedback, payloadHash).thenApply(submission -> answer(submission));
    }

    private static @Nullable String key(Request request) {
        List<String> keys = request.headers("Idempotency-Key");
        if (keys.size() > 1) {
            throw new ProblemException(
                    Problem.invalid(List.of(new FieldProblem("Idempotency-Key", "must be given once"))));
        }
        return keys.isEmpty() ? null : keys.get(0);
    }

    private Answer answer(Submission submission) {
        return submission.fold(
                accepted -> kept(accepted.record(), false, accepted.settledAt()),
                repeated -> kept(repeated.record(), true, settlesAt(repeated.record())),
                conflict -> {
                    throw new ProblemException(
                            ProblemKind.KEY_CONFLICT,
                            "This Idempotency-Key came with another request before. Nothing was kept.");
                },
                busy -> {
                    throw new ProblemException(
                            Problem.of(ProblemKind.BUSY, busy.reason()).retryAfter(busy.retryAfter()));
                });
    }

    /** Status 202 and not 201: it is kept, and still on its way. */
    private Answer kept(FeedbackRecord record, boolean again, @Nullable Instant settlesAt) {
        byte[] body = Json.object(json -> {
            if (again) {
                RecordWriter.repeated(json, record);
            } else {
                RecordWriter.record(json, record);
            }
            Json.date(json, "settles_at", settlesAt);
            json.writeStringField("undo", undo.value(record.feedback().id()));
        });
        return Answers.privately(202, body);
    }

    private static @Nullable Instant settlesAt(FeedbackRecord record) {
        return record.deliveries().stream()
                .filter(delivery -> delivery.state() == DeliveryState.SETTLING)
                .map(Delivery::nextAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}

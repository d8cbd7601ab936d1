package io.feedback4j.web;

import io.feedback4j.FeedbackService;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackRecord;
import java.util.List;

/** One record, with everything that was said on its target and with its way to each destination. */
final class RecordEndpoint {
    private final FeedbackService service;
    private final Assistants assistants;
    private final Access access;

    RecordEndpoint(FeedbackService service, Assistants assistants, Access access) {
        this.service = service;
        this.assistants = assistants;
        this.access = access;
    }

    Answer answer(Call call) {
        String who = access.requireReaderOrTwilio(call.request());
        String assistantId = assistants.resolve(call.variable(0));
        FeedbackRecord record = FeedbackId.parse(call.variable(1))
                .flatMap(id -> service.find(assistantId, id))
                .orElseThrow(RecordEndpoint::unknown);
        List<Feedback> history = service.history(record.feedback().target());
        Access.audit(who, record.feedback().id().value() + " and what was said before it", history.size());
        return Answers.privately(200, Json.object(json -> {
            RecordWriter.record(json, record);
            RecordWriter.history(json, history);
            RecordWriter.deliveries(json, record.deliveries());
        }));
    }

    static ProblemException unknown() {
        return new ProblemException(
                ProblemKind.NO_SUCH_FEEDBACK, "There is no feedback with this id under this assistant.");
    }
}

package io.feedback4j.web;

import io.feedback4j.FeedbackService;
import io.feedback4j.context.Found;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.Status;
import io.feedback4j.store.KeptContext;
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
        KeptContext context = isGone(record)
                ? null
                : service.context(record.feedback().target()).orElse(null);
        List<Feedback> history = service.history(record.feedback().target());
        Access.audit(who, record.feedback().id().value() + " and what was said before it", history.size());
        return Answers.privately(200, Json.object(json -> {
            RecordWriter.record(json, record);
            RecordWriter.context(json, context);
            RecordWriter.history(json, history);
            RecordWriter.deliveries(json, record.deliveries());
        }));
    }

    /** Looked for wherever the words may be: the record's own page asks for them when it has none. */
    Answer context(Call call) {
        String who = access.require(call.request(), Right.READER);
        String assistantId = assistants.resolve(call.variable(0));
        FeedbackRecord record = FeedbackId.parse(call.variable(1))
                .flatMap(id -> service.find(assistantId, id))
                .orElseThrow(RecordEndpoint::unknown);
        Found found = isGone(record)
                ? new Found(Found.State.UNKNOWN, null)
                : service.lookForContext(record.feedback().target());
        Access.audit(
                who, "the words that " + record.feedback().id().value() + " is about", found.context() == null ? 0 : 1);
        return Answers.privately(200, Json.object(json -> {
            json.writeStringField("state", found.state().word());
            json.writeStringField("detail", found.state().sentence());
            RecordWriter.context(json, found.context());
        }));
    }

    /** Whoever took a vote back, or had it erased, does not want to be read. */
    private static boolean isGone(FeedbackRecord record) {
        Status status = record.feedback().status();
        return status == Status.WITHDRAWN || status == Status.ERASED;
    }

    static ProblemException unknown() {
        return new ProblemException(
                ProblemKind.NO_SUCH_FEEDBACK, "There is no feedback with this id under this assistant.");
    }
}

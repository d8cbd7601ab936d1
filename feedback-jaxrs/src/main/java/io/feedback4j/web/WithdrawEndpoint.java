package io.feedback4j.web;

import io.feedback4j.FeedbackService;
import io.feedback4j.intake.Withdrawal;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.AuditAction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Takes feedback back, for whoever has its undo value, for the voter as the host knows them, and for an operator. Who is
 * none of these does not learn whether there is such feedback.
 */
final class WithdrawEndpoint implements Endpoint {
    private static final String STILL_UPSTREAM = "Feedback-Still-Upstream";

    private final FeedbackService service;
    private final Assistants assistants;
    private final VoterGate gate;
    private final Access access;
    private final OriginProof origin;
    private final Undo undo;

    WithdrawEndpoint(
            FeedbackService service, Assistants assistants, VoterGate gate, Access access, OriginProof origin) {
        this.service = service;
        this.assistants = assistants;
        this.gate = gate;
        this.access = access;
        this.origin = origin;
        this.undo = new Undo(service);
    }

    @Override
    public CompletionStage<Answer> answer(Call call) {
        String assistantId = assistants.resolve(call.variable(0));
        FeedbackId id = FeedbackId.parse(call.variable(1)).orElseThrow(RecordEndpoint::unknown);
        checkMay(call.request(), assistantId, id);
        call.admit();
        return service.withdraw(assistantId, id).thenApply(WithdrawEndpoint::answer);
    }

    private void checkMay(Request request, String assistantId, FeedbackId id) {
        List<String> values = request.headers(Undo.HEADER);
        if (!values.isEmpty()) {
            gate.pass(request);
            checkUndo(values, id);
        } else if (isItsVoter(request, assistantId, id)) {
            gate.pass(request);
        } else {
            String who = requireOperator(request);
            origin.require(request);
            if (service.find(assistantId, id).isEmpty()) {
                throw RecordEndpoint.unknown();
            }
            service.desk().note(who, AuditAction.WITHDRAW, id.value(), 1, "");
        }
    }

    private String requireOperator(Request request) {
        try {
            return access.require(request, Right.OPERATOR);
        } catch (ProblemException e) {
            if (request.header("Authorization") != null) {
                throw e;
            }
            Problem problem = e.problem();
            throw new ProblemException(new Problem(
                    problem.kind(),
                    "To take feedback back, send " + Undo.HEADER + ", or sign in as an operator. " + problem.detail(),
                    problem.errors(),
                    problem.headers()));
        }
    }

    private void checkUndo(List<String> values, FeedbackId id) {
        if (values.size() > 1 || !undo.matches(id, values.get(0))) {
            throw new ProblemException(
                    ProblemKind.WRONG_UNDO,
                    "Send in " + Undo.HEADER + " the undo value that came with the answer to this very feedback.");
        }
    }

    private boolean isItsVoter(Request request, String assistantId, FeedbackId id) {
        String voter = gate.voterOf(request);
        return !voter.isEmpty()
                && service.find(assistantId, id)
                        .filter(record -> record.feedback().target().voter().equals(voter))
                        .isPresent();
    }

    static Answer answer(Withdrawal withdrawal) {
        return withdrawal.fold(
                done -> Answers.noContent(done.stillUpstream() ? Map.of(STILL_UPSTREAM, "true") : Map.of()),
                unknown -> {
                    throw RecordEndpoint.unknown();
                },
                busy -> {
                    throw new ProblemException(
                            Problem.of(ProblemKind.BUSY, busy.reason()).retryAfter(busy.retryAfter()));
                });
    }
}

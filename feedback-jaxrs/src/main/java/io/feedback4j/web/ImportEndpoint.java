package io.feedback4j.web;

import io.feedback4j.FeedbackService;
import io.feedback4j.reading.ImportReport;
import io.feedback4j.store.AuditAction;
import java.util.Optional;

/** Brings in what is upstream, for an operator; how that went, for whoever may see numbers. */
final class ImportEndpoint {
    private final FeedbackService service;
    private final Access access;
    private final OriginProof origin;

    ImportEndpoint(FeedbackService service, Access access, OriginProof origin) {
        this.service = service;
        this.access = access;
        this.origin = origin;
    }

    /** Whatever the request's body says is of no interest. */
    Answer begin(Call call) {
        String who = access.require(call.request(), Right.OPERATOR);
        origin.require(call.request());
        refuseWhatIsNotBegun();
        call.admit();
        service.desk().note(who, AuditAction.IMPORT, "everything upstream", 0, "");
        ImportReport begun = service.beginImport()
                .fold(
                        start -> start.report(),
                        () -> {
                            throw running();
                        },
                        () -> {
                            throw nowhere();
                        });
        return answer(202, begun);
    }

    /** Before it is noted; only a run that another node or caller begins at this very moment is refused afterwards. */
    private void refuseWhatIsNotBegun() {
        if (!service.canImport()) {
            throw nowhere();
        }
        if (service.lastImport()
                .filter(last -> last.state() == ImportReport.State.RUNNING)
                .isPresent()) {
            throw running();
        }
    }

    private static ProblemException running() {
        return new ProblemException(
                ProblemKind.IMPORT_RUNNING,
                "One runs already, here or on another node. GET this path to see how it stands.");
    }

    private static ProblemException nowhere() {
        return new ProblemException(
                ProblemKind.NOTHING_TO_IMPORT, "Set feedback.assistants and the Twilio credentials first.");
    }

    Answer last(Call call) {
        String unused = access.require(call.request(), Right.VIEWER);
        Optional<ImportReport> last = service.lastImport();
        return answer(
                200,
                last.orElseThrow(() -> new ProblemException(
                        ProblemKind.NO_IMPORT, "Nothing has been imported since this service was started.")));
    }

    private static Answer answer(int status, ImportReport report) {
        return Answers.privately(status, Json.object(json -> ImportWriter.members(json, report)));
    }
}

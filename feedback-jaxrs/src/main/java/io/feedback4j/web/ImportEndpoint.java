package io.feedback4j.web;

import io.feedback4j.FeedbackService;
import io.feedback4j.reading.ImportReport;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings in what is upstream, for an operator; how that went, for whoever may see numbers. */
final class ImportEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(ImportEndpoint.class);

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
        ImportReport begun = service.beginImport()
                .fold(
                        start -> start.report(),
                        () -> {
                            throw new ProblemException(
                                    ProblemKind.IMPORT_RUNNING,
                                    "One runs already, here or on another node. GET this path to see how it stands.");
                        },
                        () -> {
                            throw new ProblemException(
                                    ProblemKind.NOTHING_TO_IMPORT,
                                    "Set feedback.assistants and the Twilio credentials first.");
                        });
        LOG.info("{} begins an import ({})", who, begun.id());
        return answer(202, begun);
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

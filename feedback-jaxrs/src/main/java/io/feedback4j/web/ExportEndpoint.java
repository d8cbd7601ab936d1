package io.feedback4j.web;

import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackService;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.store.FeedbackQuery;
import io.feedback4j.store.Slice;
import io.feedback4j.store.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that the list's filters mean, of one assistant or of all that are configured, written as it is read: a part at
 * a time, so that neither memory nor a transaction has to hold it. For readers.
 */
final class ExportEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(ExportEndpoint.class);
    /** How many records one part looks at. */
    private static final int LOOKED_AT = 500;

    private final FeedbackService service;
    private final Assistants assistants;
    private final Access access;
    private final ExportFormat format;

    ExportEndpoint(FeedbackService service, Assistants assistants, Access access, ExportFormat format) {
        this.service = service;
        this.assistants = assistants;
        this.access = access;
        this.format = format;
    }

    Answer answer(Call call) {
        String who = access.require(call.request(), Right.READER);
        QueryString query = new QueryString(call.request().query());
        ListFilters filters = ListFilters.of(query);
        String named = query.one("assistant");
        query.check();
        List<String> wanted = named == null ? all() : List.of(assistants.resolve(named));
        // Before anything is answered, so that an outage is told as one.
        Slice first = service.slice(part(filters, wanted.get(0), null));
        String name =
                "feedback-" + LocalDate.ofInstant(service.clock().instant(), ZoneOffset.UTC) + "." + format.extension();
        return Answers.privately(
                format.type(),
                out -> write(out, who, filters, wanted, first),
                Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""));
    }

    private List<String> all() {
        FeedbackConfig config = service.config();
        return config.assistants().isEmpty() ? List.of(config.defaultAssistant()) : config.assistants();
    }

    private void write(OutputStream out, String who, ListFilters filters, List<String> wanted, Slice first)
            throws IOException {
        Run run = new Run(format.begin(out));
        try {
            run.slice(first);
            follow(run, filters, wanted.get(0), first.next());
            for (String assistantId : wanted.subList(1, wanted.size())) {
                Slice begin = service.slice(part(filters, assistantId, null));
                run.slice(begin);
                follow(run, filters, assistantId, begin.next());
            }
            run.writer.end(true, run.records);
        } catch (StoreException e) {
            LOG.debug("An export broke off", e);
            run.writer.end(false, run.records);
            throw new IOException("The rest could not be read: " + e.getMessage(), e);
        } finally {
            Access.audit(who, "an export of feedback as " + format.extension(), run.records);
        }
    }

    private void follow(Run run, ListFilters filters, String assistantId, @Nullable FeedbackId from)
            throws IOException {
        FeedbackId cursor = from;
        while (cursor != null) {
            Slice slice = service.slice(part(filters, assistantId, cursor));
            run.slice(slice);
            cursor = slice.next();
        }
    }

    private static FeedbackQuery part(ListFilters filters, String assistantId, @Nullable FeedbackId cursor) {
        return filters.query(assistantId, cursor, false, LOOKED_AT);
    }

    private static final class Run {
        private final ExportFormat.Writer writer;
        private int records;

        Run(ExportFormat.Writer writer) {
            this.writer = writer;
        }

        void slice(Slice slice) throws IOException {
            for (FeedbackRecord record : slice.records()) {
                writer.record(record);
                records++;
            }
        }
    }
}

package io.feedback4j.web;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In which form records leave the house. The last line of each says that it is the last, and how many there were. */
enum ExportFormat {
    /** For spreadsheets. */
    CSV("csv", "text/csv;charset=UTF-8") {
        @Override
        Writer begin(OutputStream out) throws IOException {
            return new CsvWriter(out);
        }
    },
    /** For programs: one JSON object a line, each as the list has it, and everything verbatim. */
    NDJSON("ndjson", "application/x-ndjson;charset=UTF-8") {
        @Override
        Writer begin(OutputStream out) {
            return new NdjsonWriter(out);
        }
    };

    private final String extension;
    private final String type;

    ExportFormat(String extension, String type) {
        this.extension = extension;
        this.type = type;
    }

    /** The end of a file's name. */
    String extension() {
        return extension;
    }

    /** The media type. */
    String type() {
        return type;
    }

    abstract Writer begin(OutputStream out) throws IOException;

    /** Writes records one after the other. */
    interface Writer {
        void record(FeedbackRecord record) throws IOException;

        /** The last line. @param complete false when something went wrong and more should have followed */
        void end(boolean complete, long records) throws IOException;
    }

    private static final class CsvWriter implements Writer {
        private static final List<String> HEADER = List.of(
                "id",
                "assistant_id",
                "session_id",
                "message_id",
                "score",
                "text",
                "reasons",
                "date_created",
                "date_updated",
                "status",
                "source",
                "state");

        private final Csv csv;

        CsvWriter(OutputStream out) throws IOException {
            this.csv = new Csv(out);
            csv.row(HEADER);
        }

        @Override
        public void record(FeedbackRecord record) throws IOException {
            Feedback feedback = record.feedback();
            csv.row(List.of(
                    feedback.id().value(),
                    feedback.target().assistantId(),
                    feedback.target().sessionId(),
                    feedback.target().messageId(),
                    score(feedback.opinion().score()),
                    feedback.opinion().text(),
                    String.join(" ", feedback.opinion().reasons()),
                    Json.date(feedback.createdAt()),
                    Json.date(feedback.updatedAt()),
                    feedback.status().word(),
                    feedback.source().word(),
                    state(record.state())));
        }

        private static String score(@Nullable Double score) {
            if (score == null) {
                return "";
            }
            return score == Math.rint(score) ? Integer.toString(score.intValue()) : score.toString();
        }

        private static String state(@Nullable DeliveryState state) {
            return state == null ? "" : state.word();
        }

        @Override
        public void end(boolean complete, long records) throws IOException {
            List<String> cells = new ArrayList<>(Collections.nCopies(HEADER.size(), ""));
            cells.set(0, complete ? "#end" : "#incomplete");
            cells.set(1, Long.toString(records));
            csv.row(cells);
        }
    }

    private static final class NdjsonWriter implements Writer {
        private final OutputStream out;

        NdjsonWriter(OutputStream out) {
            this.out = out;
        }

        @Override
        public void record(FeedbackRecord record) throws IOException {
            line(json -> RecordWriter.record(json, record));
        }

        @Override
        public void end(boolean complete, long records) throws IOException {
            line(json -> {
                json.writeObjectFieldStart("trailer");
                json.writeBooleanField("complete", complete);
                json.writeNumberField("records", records);
                json.writeEndObject();
            });
        }

        private void line(Json.Members members) throws IOException {
            out.write(Json.object(members));
            out.write('\n');
        }
    }
}

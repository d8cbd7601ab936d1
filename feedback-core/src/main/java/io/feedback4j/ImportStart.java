package io.feedback4j;

import io.feedback4j.reading.ImportReport;
import java.util.function.Function;
import java.util.function.Supplier;

/** What came of asking for an import. */
public sealed interface ImportStart {

    /** Handles every outcome. */
    <R> R fold(Function<Begun, R> begun, Supplier<R> running, Supplier<R> nowhere);

    /** It runs now. @param report how it stands */
    record Begun(ImportReport report) implements ImportStart {
        @Override
        public <R> R fold(Function<Begun, R> begun, Supplier<R> running, Supplier<R> nowhere) {
            return begun.apply(this);
        }
    }

    /** One runs already, here or on another node. */
    record Running() implements ImportStart {
        @Override
        public <R> R fold(Function<Begun, R> begun, Supplier<R> running, Supplier<R> nowhere) {
            return running.get();
        }
    }

    /** No destination with a list is configured. */
    record Nowhere() implements ImportStart {
        @Override
        public <R> R fold(Function<Begun, R> begun, Supplier<R> running, Supplier<R> nowhere) {
            return nowhere.get();
        }
    }
}

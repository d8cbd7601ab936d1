package io.feedback4j.reading;

import static java.util.Objects.requireNonNull;

import io.feedback4j.background.Loop;
import io.feedback4j.delivery.ListedDestination;
import io.feedback4j.store.StoreException;
import java.time.Duration;
import java.util.Optional;

/** Brings in what a destination has that was not given here, on a thread of its own, until it is closed. Thread-safe. */
public final class ImportService implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Imports imports;
    private final Loop loop;

    private ImportService(Imports imports, String name) {
        this.imports = imports;
        this.loop = Loop.start("import-" + name, imports, GRACE);
    }

    /** @param destination is not closed by {@link #close()} */
    public static ImportService start(ListedDestination destination, ImportPorts ports, ImportOptions options) {
        requireNonNull(options, "options");
        return new ImportService(new Imports(destination, ports, options), destination.name());
    }

    /**
     * Begins a run now.
     *
     * @return how it stands; empty when one is running already, here or on another node
     * @throws StoreException while the store is down, where nodes take turns
     */
    public Optional<ImportReport> begin() {
        Optional<ImportReport> begun = imports.begin();
        loop.wake();
        return begun;
    }

    /** The last run since the start, or the one that runs; empty when there was none. */
    public Optional<ImportReport> report() {
        return imports.report();
    }

    /** Ends a run after the page it is at; what it brought in stays. Idempotent. */
    @Override
    public void close() {
        loop.close();
        imports.stop();
    }
}

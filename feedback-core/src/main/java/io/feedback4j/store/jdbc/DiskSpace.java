package io.feedback4j.store.jdbc;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Whether the disk is almost full. Asks the disk at most once a second. Thread-safe. */
final class DiskSpace {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final long ENOUGH_BYTES = 256L << 20;
    private static final int ENOUGH_SHARE = 20;

    /** How much there is. */
    record Space(long usableBytes, long totalBytes) {
        static final Space UNKNOWN = new Space(Long.MAX_VALUE, 0);

        /** Less than 256 MiB, or on a small disk less than 5 % of it. */
        boolean isLow() {
            return usableBytes < Math.min(ENOUGH_BYTES, totalBytes / ENOUGH_SHARE);
        }
    }

    /** Asks the disk. */
    interface Probe {
        Space space() throws IOException;
    }

    private record Reading(Instant at, Space space) {}

    private final Probe probe;
    private final InstantSource clock;
    private volatile @Nullable Reading last;

    DiskSpace(Probe probe, InstantSource clock) {
        this.probe = probe;
        this.clock = clock;
    }

    /** Asks the disk that a folder is on. */
    static Probe of(Path folder) {
        return () -> {
            FileStore disk = Files.getFileStore(folder);
            return new Space(disk.getUsableSpace(), disk.getTotalSpace());
        };
    }

    Space space() {
        Instant now = clock.instant();
        Reading reading = last;
        if (reading == null || Duration.between(reading.at(), now).abs().compareTo(FRESH) >= 0) {
            reading = new Reading(now, read());
            last = reading;
        }
        return reading.space();
    }

    private Space read() {
        try {
            return probe.space();
        } catch (IOException e) {
            // Not every file system can tell; the database says so itself when the disk is full.
            return Space.UNKNOWN;
        }
    }
}

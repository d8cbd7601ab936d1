package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.TRANSIENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.feedback4j.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right of one process, and of one application in it, to use a data folder. The lock file also remembers which
 * stores were made in the folder, so that a store that vanished is not taken for one that never was.
 */
final class FolderLock implements AutoCloseable {
    static final String FILE = "feedback.lock";

    private static final int MAX_BYTES = 64 << 10;

    private final String property;
    private final FileChannel channel;

    private FolderLock(String property, FileChannel channel) {
        this.property = property;
        this.channel = channel;
    }

    /** @throws StoreException when somebody else has the right */
    static FolderLock acquire(Path folder) throws IOException {
        Path file = folder.toRealPath().resolve(FILE);
        // Applications in one JVM share nothing else. Asking the file alone would not do: on POSIX systems, closing
        // the second channel to it ends the first one's lock.
        String property = "io.feedback4j.lock:" + file;
        if (System.getProperties().putIfAbsent(property, "held") != null) {
            throw held(folder, "another application in this process, or one that was not closed,");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, Set.of(CREATE, READ, WRITE), Access.forFile(folder));
            if (lock(channel) == null) {
                throw held(folder, "another process");
            }
            return new FolderLock(property, channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            System.clearProperty(property);
            throw e;
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static StoreException held(Path folder, String who) {
        return new StoreException(
                TRANSIENT,
                "The data folder " + folder + " is in use: " + who
                        + " has it. One application at a time can use a folder: stop the other, or give this one a"
                        + " folder of its own (feedback.store.url)",
                null);
    }

    /** Whether a store of this name was made here. */
    boolean remembers(String store) throws IOException {
        return text().lines().anyMatch(store::equals);
    }

    /** Remembers that a store of this name was made here. */
    void remember(String store) throws IOException {
        if (!remembers(store)) {
            channel.write(UTF_8.encode(store + "\n"), channel.size());
        }
    }

    private String text() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), MAX_BYTES));
        channel.read(bytes, 0);
        return UTF_8.decode(bytes.flip()).toString();
    }

    /** Gives the right back. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            System.clearProperty(property);
        }
    }
}

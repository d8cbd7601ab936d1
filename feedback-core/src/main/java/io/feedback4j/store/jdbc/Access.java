package io.feedback4j.store.jdbc;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files and folders that only their owner can read, where the file system knows owners. */
final class Access {
    private static final Logger LOG = LoggerFactory.getLogger(Access.class);
    private static final String FOLDER = "rwx------";
    private static final String FILE = "rw-------";

    private Access() {}

    /** Makes the folder, and what is missing above it; one that is there is left as it is. */
    static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attributes(folder, FOLDER));
            flush(folder.getParent());
        }
    }

    /** Makes an empty file; one that is there is left as it is. */
    static void makeFile(Path file) throws IOException {
        try {
            Files.createFile(file, forFile(file));
            flush(file.getParent());
        } catch (FileAlreadyExistsException e) {
            // it is there
        }
    }

    /** A file whose folder was not flushed may be gone after a power cut, whatever was flushed into it. */
    private static void flush(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("Folders cannot be flushed here: {}", folder, e);
        }
    }

    static FileAttribute<?>[] forFile(Path near) {
        return attributes(near, FILE);
    }

    private static FileAttribute<?>[] attributes(Path near, String permissions) {
        return near.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}

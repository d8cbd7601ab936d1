package io.feedback4j.store.jdbc;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that only their owner can read, where the file system knows owners. */
final class Access {
    private static final String FOLDER = "rwx------";
    private static final String FILE = "rw-------";

    private Access() {}

    /** Makes the folder, and what is missing above it; one that is there is left as it is. */
    static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attributes(folder, FOLDER));
        }
    }

    /** Makes an empty file; one that is there is left as it is. */
    static void makeFile(Path file) throws IOException {
        try {
            Files.createFile(file, forFile(file));
        } catch (FileAlreadyExistsException e) {
            // it is there
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

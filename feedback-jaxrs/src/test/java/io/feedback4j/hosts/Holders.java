package io.feedback4j.hosts;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Explains why a class loader that should be gone is not, as far as that can be seen from inside. */
final class Holders {
    private static final Path DUMP = Path.of("target", "held-class-loader.hprof");

    private Holders() {}

    /** Names the threads that run in the class loader and all others, and leaves a heap dump for what is not a thread. */
    static String of(ClassLoader loader) {
        return "Still held: " + loader + "\nby the threads: " + threads(loader, true) + "\nOther threads: "
                + threads(loader, false) + "\nThe way to it is in " + dump();
    }

    private static String threads(ClassLoader loader, boolean inside) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> isIn(thread, loader) == inside)
                .map(Thread::getName)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean isIn(Thread thread, ClassLoader loader) {
        for (ClassLoader each = thread.getContextClassLoader(); each != null; each = each.getParent()) {
            if (each == loader) {
                return true;
            }
        }
        return false;
    }

    private static Path dump() {
        try {
            Files.deleteIfExists(DUMP);
            Path file = DUMP.toAbsolutePath();
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.feedback4j.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What the clients said and what they were told, on disk: an answer counts once its line is flushed. One flush serves all
 * lines that wait. Thread-safe.
 */
final class VoteLedger implements AutoCloseable {
    private final FileChannel file;
    private final BlockingQueue<Line> waiting = new LinkedBlockingQueue<>();
    private final List<Vote> votes = new ArrayList<>();
    private final Thread writer = new Thread(this::write, "vote-ledger");

    private record Line(String text, CompletableFuture<Void> flushed) {}

    VoteLedger(Path path) throws IOException {
        this.file = FileChannel.open(path, CREATE, WRITE);
        writer.setDaemon(true);
        writer.start();
    }

    /** A vote that is about to be sent. */
    void attempted(Vote vote) {
        synchronized (votes) {
            votes.add(vote);
        }
    }

    /** Returns when the line is on the disk. */
    void note(Vote vote, int status) {
        CompletableFuture<Void> flushed = new CompletableFuture<>();
        waiting.add(new Line(
                vote.marker + ' ' + vote.key + ' ' + status + ' ' + System.currentTimeMillis() + '\n', flushed));
        flushed.join();
    }

    /** Everything that was ever attempted, each client's in order. */
    List<Vote> votes() {
        synchronized (votes) {
            return List.copyOf(votes);
        }
    }

    private void write() {
        try {
            while (true) {
                List<Line> lines = new ArrayList<>();
                lines.add(waiting.take());
                waiting.drainTo(lines);
                StringBuilder text = new StringBuilder();
                lines.forEach(line -> text.append(line.text()));
                file.write(ByteBuffer.wrap(text.toString().getBytes(UTF_8)));
                file.force(false);
                lines.forEach(line -> line.flushed().complete(null));
            }
        } catch (InterruptedException | IOException e) {
            waiting.forEach(line -> line.flushed().completeExceptionally(e));
        }
    }

    @Override
    public void close() throws IOException {
        writer.interrupt();
        file.close();
    }
}

package io.feedback4j.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The data folder is full, taken or damaged. */
final class DiskScenarios {
    private static final Duration EXIT = Duration.ofSeconds(15);
    private static final long PAGE_BYTES = 4_096;

    private DiskScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("F16", "disk full", Scenario.SQLITE, Scenario.SQLITE, DiskScenarios::fill),
                new Scenario("F17", "data folder taken", Scenario.SQLITE, Scenario.SQLITE, DiskScenarios::take),
                new Scenario("F18", "file damaged or gone", Scenario.SQLITE, Scenario.SQLITE, DiskScenarios::damage));
    }

    /** Again and again, with room left for one page, two pages and so on, so that another write fails each time. */
    private static void fill(Bench bench) throws Exception {
        try (SmallDisk disk = SmallDisk.mount(bench.folder.resolve("small"), 48)) {
            bench.host.set("feedback.store.url", "jdbc:sqlite:" + disk.folder().resolve("data/feedback.db"));
            bench.host.start();
            bench.load(Plan.busy(60).targets(1_000));
            int times = bench.scale.pick(4, 500);
            Duration slowest = Duration.ZERO;
            for (int i = 1; i <= times; i++) {
                Duration again = fillOnce(bench, disk, i * bench.scale.pick(16, 1));
                slowest = again.compareTo(slowest) > 0 ? again : slowest;
            }
            bench.note(times + " times full; votes taken at the latest " + slowest.toMillis()
                    + " ms after there was space");
            bench.drain(Duration.ofSeconds(60));
            bench.count();
            bench.host.terminate(EXIT);
            bench.host.start();
            bench.drain(Duration.ofSeconds(60));
            bench.count();
            bench.host.terminate(EXIT);
            Path copy = bench.folder.resolve("data");
            Files.createDirectories(copy);
            Files.copy(disk.folder().resolve("data/feedback.db"), copy.resolve("feedback.db"));
            bench.host.set("feedback.store.url", "jdbc:sqlite:" + copy.resolve("feedback.db"));
        }
        bench.host.start();
    }

    /** @param pages how many can still be written @return how long it took to go on when there was space again */
    private static Duration fillOnce(Bench bench, SmallDisk disk, int pages) throws Exception {
        int before = bench.answers.count(503);
        disk.fill(pages * PAGE_BYTES);
        bench.await(Duration.ofSeconds(20), "a refusal on the full disk", () -> bench.answers.count(503) > before);
        disk.free();
        int accepted = bench.answers.count(202);
        long start = System.nanoTime();
        bench.await(Duration.ofSeconds(30), "a vote taken", () -> bench.answers.count(202) > accepted + 4);
        return Waiting.since(start);
    }

    private static void take(Bench bench) throws Exception {
        bench.host.start();
        bench.voteFor(Plan.busy(40), Duration.ofSeconds(2));
        HostProcess second = bench.node("second");
        second.start();
        Load load = bench.load(Plan.busy(20).name("second"), second);
        Admin other = new Admin(second::api);
        Waiting.pause(bench.scale.seconds(3, 60));
        bench.check(bench.answers.count(503) > 0, "the second process was let in");
        bench.check(other.health().path("status").asText().equals("down"), "the second process says it is up");
        bench.check(
                other.send(second.root().resolve("host/ping").toString(), "GET", null)
                        .body()
                        .equals("pong"),
                "the second host does not answer");
        bench.note("said: " + other.health().path("problems").path(0).asText());
        bench.host.terminate(EXIT);
        int before = bench.answers.count(202);
        long start = System.nanoTime();
        bench.await(
                Duration.ofSeconds(25), "a vote taken by the second process", () -> bench.answers.count(202) > before);
        bench.note("took over after " + Waiting.since(start).toMillis() + " ms");
        load.stop(Duration.ofSeconds(30));
        second.terminate(EXIT);
        bench.host.start();
    }

    private static void damage(Bench bench) throws Exception {
        Path file = Database.file(bench.folder);
        Path good = bench.folder.resolve("good.db");
        bench.upstream.behaveOnCreates(call -> Reaction.fails(503).header("Retry-After", "5"));
        bench.host.start();
        bench.voteFor(Plan.busy(100).targets(1_000), bench.scale.seconds(4, 30));
        bench.host.terminate(EXIT);
        Files.copy(file, good);
        Map<String, Damage> damages = Map.of(
                "truncated", path -> cut(path, Files.size(path) / 2),
                "shorter by a page and a half", path -> cut(path, Files.size(path) - 6_000),
                "header overwritten", path -> scribble(path, 0),
                "pages overwritten",
                        path -> {
                            for (long at = 4_096; at < Files.size(path); at += 3 * 4_096) {
                                scribble(path, at);
                            }
                        },
                "emptied", path -> cut(path, 0),
                "deleted", Files::delete);
        for (Map.Entry<String, Damage> damage : damages.entrySet()) {
            damage.getValue().to(file);
            bench.host.start();
            bench.note(damage.getKey() + ": " + checkNotSilent(bench, damage.getKey()));
            bench.host.terminate(EXIT);
            bench.check(
                    damage.getKey().equals("deleted") || Files.exists(file), "the file is gone: " + damage.getKey());
            for (String beside : List.of("feedback.db-wal", "feedback.db-shm")) {
                Files.deleteIfExists(file.resolveSibling(beside));
            }
            Files.copy(good, file, StandardCopyOption.REPLACE_EXISTING);
        }
        bench.upstream.heal();
        bench.host.start();
    }

    private interface Damage {
        void to(Path file) throws IOException;
    }

    /** Either it says that it is down, or everything acknowledged is there. @return what it says */
    private static String checkNotSilent(Bench bench, String damage) throws Exception {
        boolean down = Waiting.until(
                Duration.ofSeconds(8),
                () -> bench.admin.health().path("status").asText().equals("down"));
        if (down) {
            return bench.admin.health().path("problems").path(0).asText();
        }
        var kept = bench.admin.everything();
        long missing = bench.votes().stream()
                .filter(vote -> vote.acknowledged() && !kept.containsKey(vote.id))
                .count();
        bench.check(missing == 0, missing + " votes are silently gone: " + damage);
        return "works on, with everything there";
    }

    private static void cut(Path file, long size) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(size);
        }
    }

    private static void scribble(Path file, long at) throws IOException {
        byte[] garbage = new byte[4_096];
        new Random(at).nextBytes(garbage);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            open.write(garbage, 0, (int) Math.min(garbage.length, open.length() - at));
        }
    }
}

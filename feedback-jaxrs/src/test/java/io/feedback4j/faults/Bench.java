package io.feedback4j.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What one run of a scenario has to itself: a host, a destination, clients, and the count at the end. */
final class Bench implements AutoCloseable {
    private static final Duration LAST_WORDS = Duration.ofSeconds(30);

    final Scale scale;
    final StoreKind store;
    final Path folder;
    final Upstream upstream = new Upstream();
    final HostProcess host;
    final Admin admin;
    final Answers answers = new Answers();

    private final Database database;
    private final VoteLedger ledger;
    private final List<HostProcess> hosts = new ArrayList<>();
    private final List<Load> loads = new ArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private Predicate<String> mayStayHere = marker -> false;
    private int duplicatesAllowed;
    private Duration drain = Duration.ZERO;
    private Verdict verdict = Verdict.NONE;

    /** What a client needs of all this. */
    record Books(Supplier<URI> root, VoteLedger ledger, Answers answers, List<String> problems) {}

    Bench(Scale scale, StoreKind store, Path folder, Database database) throws IOException {
        this.scale = scale;
        this.store = store;
        this.folder = folder;
        this.database = database;
        this.ledger = new VoteLedger(Files.createDirectories(folder).resolve("votes.log"));
        this.host = node("host");
        this.admin = new Admin(host::api);
    }

    /** A further host over the same store; not started. */
    HostProcess node(String name) {
        HostProcess node = new HostProcess(folder, name)
                .set("feedback.assistants", FaultHost.ASSISTANT)
                .set("feedback.twilio.account-sid", "AC1")
                .set("feedback.twilio.auth-token", "token")
                .set("feedback.twilio.base-url", upstream.root().toString())
                .set("feedback.settle-window", "PT0.3S")
                .set("feedback.delivery.grace", "PT1S")
                .set("feedback.delivery.timeout", "PT2S")
                .set("feedback.rate-limit.session", "off")
                .set("feedback.rate-limit.address", "off")
                .set("feedback.admin.user", Admin.USER)
                .set("feedback.admin.password", Admin.PASSWORD);
        database.settings().forEach(node::set);
        hosts.add(node);
        return node;
    }

    /** The database that this run has to itself. */
    Database database() {
        return database;
    }

    Load load(Plan plan) {
        return load(plan, host);
    }

    Load load(Plan plan, HostProcess at) {
        Load load = new Load(plan, new Books(at::api, ledger, answers, problems));
        loads.add(load);
        return load;
    }

    /** Votes for so long; the fault is on meanwhile. */
    void voteFor(Plan plan, Duration time) throws Exception {
        Load load = load(plan);
        Waiting.pause(time);
        load.stop(LAST_WORDS);
    }

    void check(boolean right, String whatElse) {
        if (!right) {
            problems.add(whatElse);
        }
    }

    /** Waits for it, and calls it a problem when it does not come. */
    void await(Duration limit, String what, java.util.concurrent.Callable<Boolean> condition) throws Exception {
        check(Waiting.until(limit, condition), what + " did not come within " + limit);
    }

    void note(String measured) {
        notes.add(measured);
    }

    /** These need not reach the destination. */
    void mayStayHere(Predicate<String> marker) {
        mayStayHere = marker;
    }

    void allowDuplicates(int count) {
        duplicatesAllowed = count;
    }

    /** What is there twice, and may be, has to be known: waits until the product has counted just as many duplicates. */
    void expectDuplicatesCounted(Duration limit) throws Exception {
        int there = duplicatesThere();
        await(limit, there + " counted duplicates", () -> admin.duplicates() == there);
        note(there + " duplicates there, " + admin.duplicates() + " counted");
    }

    private int duplicatesThere() {
        List<JsonNode> stored = upstream.shelf().all();
        long different = stored.stream()
                .map(record -> record.path("text").asText())
                .distinct()
                .count();
        return stored.size() - (int) different;
    }

    /** A vote that the scenario sends itself. */
    Vote attempt(String marker, String session) {
        Vote vote = new Vote(marker, session, marker);
        ledger.attempted(vote);
        return vote;
    }

    /** Erases a session and all that was said in it. @return how much of it was on its way, so that it is to be repeated */
    int erase(String session) throws Exception {
        List<Vote> said =
                votes().stream().filter(vote -> vote.session.equals(session)).toList();
        said.forEach(vote -> vote.undoTried = true);
        HttpResponse<String> answer = admin.send("feedback/erase", "POST", "{\"session_id\":\"" + session + "\"}");
        check(answer.statusCode() == 200, "erasing was answered " + answer.statusCode() + " " + answer.body());
        said.stream().filter(Vote::acknowledged).forEach(vote -> {
            vote.erased = true;
            vote.undone = true;
        });
        return new ObjectMapper().readTree(answer.body()).path("pending").asInt();
    }

    List<Vote> votes() {
        return ledger.votes();
    }

    Verdict verdict() {
        return verdict;
    }

    Duration drain() {
        return drain;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Lets the clients have their last answers. */
    void stopLoads() throws Exception {
        for (Load load : loads) {
            load.stop(LAST_WORDS);
        }
        loads.clear();
    }

    /** The fault is over: waits until nothing waits, at most so long. */
    void drain(Duration limit) throws Exception {
        stopLoads();
        long start = System.nanoTime();
        boolean drained = Waiting.until(limit, admin::isDrained);
        drain = Waiting.since(start);
        check(drained, "not drained within " + limit + ": " + admin.health());
    }

    /** Counts the votes, and checks what has to hold whatever happened. */
    void count() throws Exception {
        Map<String, JsonNode> kept = admin.everything();
        Checker checker = new Checker(ledger.votes(), kept, upstream.shelf().all(), mayStayHere);
        verdict = checker.verdict();
        if (verdict.lost() > 0 || verdict.unexpected() > 0 || verdict.duplicated() > duplicatesAllowed) {
            problems.addAll(checker.problems());
        }
        check(verdict.acknowledged() > 0, "no vote was acknowledged, so that nothing was tried");
        checkBooks(kept.size());
        answers.wrong().forEach(problems::add);
        for (HostProcess node : hosts) {
            check(!node.diedByItself(), "a host ended by itself");
            check(!node.log().contains("OutOfMemoryError"), "a host ran out of memory");
            check(ledger.votes().stream().limit(50).noneMatch(vote -> isIn(node, vote)), "a vote's text is in the log");
        }
    }

    private static boolean isIn(HostProcess node, Vote vote) {
        try {
            return node.log().contains(vote.marker + " ");
        } catch (IOException e) {
            return false;
        }
    }

    private void checkBooks(int kept) throws Exception {
        long waiting = mayStayHere.test("") ? -1 : 0;
        await(Duration.ofSeconds(90), "balanced books of everything that is kept", () -> {
            JsonNode books = admin.books();
            return books.path("balanced").asBoolean()
                    && books.path("accepted").asLong() - books.path("purged").asLong() == kept
                    && (waiting < 0 || admin.waitingByTheBooks() == waiting);
        });
    }

    @Override
    public void close() throws IOException {
        loads.forEach(Load::close);
        hosts.forEach(HostProcess::close);
        upstream.close();
        ledger.close();
        database.close();
    }
}

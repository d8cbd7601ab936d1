package io.feedback4j.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The destination's list comes late, not at all, or tells lies. */
final class ListScenarios {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ListScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "F10", "list lags within the grace", Scenario.SQLITE, Scenario.BOTH, bench -> lag(bench, true)),
                new Scenario(
                        "F10d", "list lags far beyond it", Scenario.SQLITE, Scenario.BOTH, bench -> lag(bench, false)),
                new Scenario(
                        "F10n",
                        "list lags, and nobody knows yet",
                        Scenario.SQLITE,
                        Scenario.BOTH,
                        ListScenarios::lagUnknown),
                new Scenario("F11", "list fails and lies", Scenario.SQLITE, Scenario.BOTH, ListScenarios::lie));
    }

    private static void lag(Bench bench, boolean within) throws Exception {
        Duration grace = bench.scale.seconds(2, 30);
        Duration lag = within ? grace.dividedBy(2) : bench.scale.seconds(12, 150);
        bench.host.set("feedback.delivery.grace", grace.toString());
        bench.upstream.shelf().lag(lag);
        bench.host.start();
        bench.voteFor(Plan.plain(20), lag.plusSeconds(2));
        int first = bench.upstream.calls().size();
        bench.upstream.behaveOnCreates(
                call -> call.number() % 8 == 1 ? Reaction.storesAndFails(500) : Reaction.honest());
        bench.voteFor(Plan.plain(20).name("unsure"), bench.scale.seconds(5, 60));
        int unsure = (int) bench.upstream.callsFrom(first).stream()
                .filter(call -> call.isCreate() && call.number() % 8 == 1)
                .count();
        bench.upstream.heal();
        bench.note(unsure + " uncertain, list " + lag + " late, grace " + grace);
        bench.check(unsure > 0, "nothing was uncertain, so that nothing was tried");
        bench.allowDuplicates(within ? 0 : unsure);
        bench.drain(lag.plus(grace.multipliedBy(6)).plusSeconds(60));
        bench.expectDuplicatesCounted(lag.plus(grace.multipliedBy(8)).plusSeconds(90));
    }

    /** The very first votes are there without an answer, and nothing was confirmed by which the lag could be seen. */
    private static void lagUnknown(Bench bench) throws Exception {
        Duration grace = bench.scale.seconds(2, 30);
        Duration lag = bench.scale.seconds(20, 150);
        Plan few = Plan.plain(20).limit(1);
        AtomicInteger creates = new AtomicInteger();
        bench.host.set("feedback.delivery.grace", grace.toString());
        bench.upstream.shelf().lag(lag);
        bench.upstream.behaveOnCreates(
                call -> creates.incrementAndGet() <= few.clients() ? Reaction.storesAndFails(500) : Reaction.honest());
        bench.host.start();
        Load load = bench.load(few);
        bench.await(
                lag.plus(grace.multipliedBy(8)).plusSeconds(60),
                "everything again",
                () -> creates.get() >= 2 * few.clients());
        load.stop(Duration.ofSeconds(30));
        bench.allowDuplicates(few.clients());
        bench.drain(lag.plusSeconds(60));
        bench.expectDuplicatesCounted(lag.multipliedBy(2).plusSeconds(90));
    }

    private static void lie(Bench bench) throws Exception {
        try (Upstream elsewhere = new Upstream()) {
            for (Map.Entry<String, Function<Call, Reaction>> lie :
                    lies(bench, elsewhere).entrySet()) {
                tell(lie.getKey(), lie.getValue(), bench);
            }
            bench.host.start();
            bench.upstream.heal();
            bench.drain(Duration.ofSeconds(bench.scale.pick(120, 1_200)));
            bench.check(elsewhere.calls().isEmpty(), "another host was asked");
        }
    }

    private static void tell(String name, Function<Call, Reaction> lie, Bench bench) throws Exception {
        int first = bench.upstream.calls().size();
        bench.upstream.behave(call -> call.isCreate()
                ? call.number() % 4 == 1 ? Reaction.storesAndFails(500) : Reaction.honest()
                : lie.apply(call));
        bench.host.start();
        bench.voteFor(Plan.plain(20).name(name), bench.scale.seconds(3, 20));
        bench.await(Duration.ofSeconds(20), "a reading of the list that " + name, () -> read(bench, first) > 0);
        Waiting.pause(bench.scale.seconds(2, 20));
        long pages = read(bench, first);
        bench.note(name + ": " + pages + " pages read");
        bench.check(pages <= 5_000 * bench.scale.pick(2, 20), "an endless list is read without end");
        bench.host.kill();
    }

    private static long read(Bench bench, int first) {
        return bench.upstream.callsFrom(first).stream()
                .filter(call -> !call.isCreate())
                .count();
    }

    private static Map<String, Function<Call, Reaction>> lies(Bench bench, Upstream elsewhere) {
        RecordShelf shelf = bench.upstream.shelf();
        String foreign = elsewhere.root() + Upstream.PATH + "?PageSize=200&PageToken=";
        Map<String, Function<Call, Reaction>> lies = new LinkedHashMap<>();
        lies.put("fails", call -> Reaction.fails(500));
        lies.put("loops", call -> next(shelf.page("", ""), foreign + "7"));
        lies.put(
                "leads elsewhere",
                call -> next(shelf.page(call.query(), ""), foreign + (RecordShelf.token(call.query()) + 1)));
        lies.put("is shuffled", call -> shuffled(shelf.page(call.query(), bench.upstream.root() + Upstream.PATH)));
        if (bench.scale == Scale.FULL) {
            lies.put("is unreadable", call -> Reaction.honest().body("<html>"));
            lies.put("is cut", call -> Reaction.honest().ending(Reaction.Ending.CUT));
            lies.put("is empty", call -> next(JSON.createObjectNode(), null));
            lies.put("has no end", call -> next(shelf.page("", ""), foreign + (RecordShelf.token(call.query()) + 1)));
        }
        return lies;
    }

    private static Reaction next(ObjectNode page, String url) {
        if (!page.has("feedbacks")) {
            page.putArray("feedbacks");
        }
        page.putObject("meta").put("key", "feedbacks").put("next_page_url", url);
        return Reaction.honest().body(page.toString());
    }

    /** In no order, and each record twice. */
    private static Reaction shuffled(ObjectNode page) {
        List<com.fasterxml.jackson.databind.JsonNode> records = new ArrayList<>();
        page.get("feedbacks").forEach(record -> {
            records.add(record);
            records.add(record);
        });
        Collections.shuffle(records, new Random(records.size()));
        ArrayNode shuffled = page.putArray("feedbacks");
        records.forEach(shuffled::add);
        return Reaction.honest().body(page.toString());
    }
}

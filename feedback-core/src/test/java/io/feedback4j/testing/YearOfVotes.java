package io.feedback4j.testing;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.store.Change;
import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A year as it could be: more on weekdays and in office hours, a bad release for two weeks, a slow drift to the worse, loud
 * sessions, two bursts of spam, comments in several languages, reasons, changes of mind and votes taken back. The same for
 * the same seed, but for the random parts of ids. Not thread-safe.
 */
public final class YearOfVotes {
    /** The first moment of the year. */
    public static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    /** The assistants, the busiest first. */
    public static final List<String> ASSISTANTS = List.of("aia_asst_1", "aia_asst_2", "aia_asst_3");

    private static final int DAYS = 365;
    private static final int BAD_RELEASE = 200;
    private static final int SPAM = 100;
    private static final List<String> REASONS = List.of("wrong", "off-topic", "incomplete", "unclear", "other");
    private static final List<String> TEXTS = List.of(
            "Stimmt leider nicht.",
            "not what I asked for",
            "Muy útil, gracias",
            "Réponse trop longue",
            "とても助かりました",
            "الإجابة غير صحيحة",
            "100 % right 👍");

    private final Random random;
    private final FeedbackIds ids;
    private final List<Change> changes = new ArrayList<>();

    private YearOfVotes(long seed) {
        this.random = new Random(seed);
        this.ids = new FeedbackIds(() -> START, new SecureRandom());
    }

    /** What is written down in the year, in the order of time. */
    public static List<Change> of(long seed, int sessions) {
        YearOfVotes year = new YearOfVotes(seed);
        for (int i = 0; i < sessions; i++) {
            year.session("session-" + seed + "-" + i);
        }
        year.spam("spam-1-" + seed, Duration.ofMinutes(2), 45);
        year.spam("spam-2-" + seed, Duration.ofMinutes(8), 70);
        year.changes.sort(Comparator.comparing(Change::at));
        return year.changes;
    }

    private void session(String session) {
        Instant at = begin();
        String assistant = ASSISTANTS.get(random.nextInt(20) < 14 ? 0 : random.nextInt(10) < 8 ? 1 : 2);
        boolean loud = random.nextInt(100) == 0;
        int votes = loud ? 12 + random.nextInt(14) : 1 + (int) Math.min(7, -Math.log(1 - random.nextDouble()) * 1.5);
        for (int i = 0; i < votes; i++) {
            at = at.plusSeconds(20 + random.nextInt(600));
            vote(assistant, session, i, at);
        }
    }

    private Instant begin() {
        while (true) {
            Instant day = START.plus(Duration.ofDays(random.nextInt(DAYS)));
            DayOfWeek weekday = day.atZone(ZoneOffset.UTC).getDayOfWeek();
            if (weekday.getValue() < DayOfWeek.SATURDAY.getValue() || random.nextInt(3) == 0) {
                double hour = Math.max(0, Math.min(23, 13 + random.nextGaussian() * 4));
                return day.plusMillis((long) (hour * 3_600_000) + random.nextInt(3_600_000));
            }
        }
    }

    private void vote(String assistant, String session, int number, Instant at) {
        String message = random.nextInt(3) == 0 ? "aia_msg_canned_" + random.nextInt(25) : session + "-" + number;
        Votes vote = Votes.vote()
                .assistant(assistant)
                .session(session)
                .message(random.nextInt(15) == 0 ? "" : message)
                .voter(random.nextInt(5) == 0 ? "voter-" + random.nextInt(50) : "");
        FeedbackId last = say(vote, at);
        Instant later = at;
        while (random.nextInt(10) == 0) {
            later = later.plusSeconds(1 + random.nextInt(random.nextBoolean() ? 30 : 200_000));
            last = say(vote, later);
        }
        if (random.nextInt(25) == 0) {
            changes.add(new Change.Withdraw(assistant, last, later.plusSeconds(1 + random.nextInt(5_000))));
        }
    }

    private FeedbackId say(Votes vote, Instant at) {
        Double score = score(at);
        boolean bad = score != null && score < 0.5;
        FeedbackId id = ids.at(at);
        changes.add(vote.id(id)
                .at(at)
                .score(score)
                .reasons(bad && random.nextInt(10) < 6 ? reasons() : new String[0])
                .text(score == null || random.nextInt(5) == 0 ? TEXTS.get(random.nextInt(TEXTS.size())) : "")
                .accept());
        return id;
    }

    private @Nullable Double score(Instant at) {
        long day = Duration.between(START, at).toDays();
        double good = day >= BAD_RELEASE && day < BAD_RELEASE + 14 ? 0.45 : 0.82 - 0.1 * day / DAYS;
        boolean up = random.nextDouble() < good;
        switch (random.nextInt(20)) {
            case 0:
                return null;
            case 1:
                return 0.5;
            case 2, 3:
                return up ? 0.75 : 0.25;
            default:
                return up ? 1.0 : 0.0;
        }
    }

    private String[] reasons() {
        int first = random.nextInt(REASONS.size());
        return random.nextBoolean()
                ? new String[] {REASONS.get(first)}
                : new String[] {REASONS.get(first), REASONS.get((first + 1) % REASONS.size())};
    }

    /** All at the same message, each by another voter, across the end of a quarter of an hour. */
    private void spam(String session, Duration before, int votes) {
        Instant at = START.plus(Duration.ofDays(SPAM)).minus(before);
        for (int i = 0; i < votes; i++) {
            changes.add(Votes.vote()
                    .session(session)
                    .message("aia_msg_canned_0")
                    .voter("bot-" + i)
                    .id(ids.at(at))
                    .at(at)
                    .down()
                    .reasons("other")
                    .text("buy cheap things")
                    .accept());
            at = at.plusSeconds(7);
        }
    }
}

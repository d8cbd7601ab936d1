package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Queries.query;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.store.Change;
import io.feedback4j.store.FeedbackQuery;
import io.feedback4j.store.Slice;
import io.feedback4j.store.Store;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.Queries;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parts of an export, in both databases: together they are what the list shows. */
class ExportStoreTest {
    private static final int DAYS = 40;

    enum Kind {
        SQLITE,
        POSTGRES
    }

    @TempDir
    private Path folder;

    private @Nullable Store store;

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isWhatTheListShowsWhateverIsFiltered(Kind kind) throws SQLException {
        Store kept = open(kind);
        List<Queries> queries = List.of(
                query(),
                query().session("s3"),
                query().text("needle"),
                query().score(0.5, 1),
                query().since(day(10)).until(day(12)),
                query().since(day(DAYS - 1)),
                query().until(day(1)),
                query().session("nobody"));

        for (Queries one : queries) {
            FeedbackQuery all = one.limit(1_000).build();
            assertThat(ids(exported(kept, one.limit(7))))
                    .as(all.toString())
                    .isEqualTo(ids(kept.feedback().list(all)));
        }
        assertThat(exported(kept, query().limit(7))).hasSize(2 * DAYS);
        assertThat(exported(kept, query().text("needle").limit(7))).hasSize(DAYS / 5);
        assertThat(exported(kept, query().since(day(10)).until(day(12)).limit(7)))
                .hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    void looksAtNoMoreThanItsPartAndEndsWhereTheWantedTimeBegins(Kind kind) throws SQLException {
        Store kept = open(kind);

        int parts = 0;
        FeedbackId cursor = null;
        do {
            FeedbackQuery query = query().since(day(30)).limit(5).behind(cursor).build();
            cursor = kept.exports().slice(query).next();
            parts++;
        } while (cursor != null);

        assertThat(parts).isBetween(4, 7);
    }

    private Store open(Kind kind) throws SQLException {
        SqliteStore.Options options =
                new SqliteStore.Options(List.of("twilio"), Duration.ofSeconds(30), Duration.ofMinutes(5));
        Store opened = kind == Kind.SQLITE
                ? SqliteStore.open(folder.resolve("feedback.db"), new MutableClock(), options)
                : PostgresStore.open(Postgres.address(Postgres.emptied()), new MutableClock(), options);
        store = opened;
        List<Change> votes = new ArrayList<>();
        for (int i = 0; i < 2 * DAYS; i++) {
            Instant at = day(i / 2).plusSeconds(i);
            FeedbackId id = new FeedbackIds(() -> at, new SecureRandom()).next();
            String text = i % 10 == 0 ? "a needle" : "hay";
            votes.add(vote().id(id)
                    .at(at)
                    .session("s" + i % 20)
                    .message("m" + i)
                    .score(i % 3 / 2.0)
                    .text(text)
                    .accept());
        }
        opened.feedback().write(votes);
        return opened;
    }

    private static Instant day(int day) {
        return MutableClock.START.plus(Duration.ofDays(day));
    }

    private static List<FeedbackRecord> exported(Store kept, Queries query) {
        List<FeedbackRecord> all = new ArrayList<>();
        FeedbackId cursor = null;
        do {
            Slice slice = kept.exports().slice(query.behind(cursor).build());
            all.addAll(slice.records());
            cursor = slice.next();
        } while (cursor != null);
        return all;
    }

    private static List<FeedbackId> ids(List<FeedbackRecord> records) {
        return records.stream().map(record -> record.feedback().id()).toList();
    }
}

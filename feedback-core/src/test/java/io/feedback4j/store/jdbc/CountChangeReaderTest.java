package io.feedback4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.Votes;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CountChangeReaderTest {
    private static Feedback feedback(String session, @Nullable Double score, String text, String... reasons) {
        return new Feedback(
                Votes.nextId(),
                new Target("assistant 7 x", session, "", "voter"),
                1,
                new Opinion(score, text, List.of(reasons)),
                Status.CURRENT,
                MutableClock.START,
                MutableClock.START);
    }

    @Test
    void readsWhatWasWrittenWhateverItHolds() throws SQLException {
        Feedback one = feedback("https://x/?a=1 2 3:+49 170", 0.123456789, "no", "5 5", "ünï 😀");
        Feedback other = feedback("12 34", null, "");
        try (Statements statements = new Statements(DriverManager.getConnection("jdbc:sqlite::memory:"))) {
            statements.run("CREATE TABLE count_change (id TEXT, at BIGINT, size BIGINT, changes TEXT)");
            CountChanges changes = new CountChanges();
            changes.begins(feedback("undone", 1.0, ""));
            changes.clear();
            changes.begins(one);
            changes.ceases(other);

            changes.write(statements, MutableClock.START, 1);
            changes.write(statements, MutableClock.START, 1);

            List<CountChangeSql.Portion> portions = CountChangeSql.oldest(statements, 10);
            assertThat(portions).hasSize(1);
            assertThat(portions.get(0).size()).isEqualTo(2);
            assertThat(CountChangeReader.read(portions.get(0).changes()))
                    .containsExactly(CountChange.of(one, 1), CountChange.of(other, -1));
        }
    }
}

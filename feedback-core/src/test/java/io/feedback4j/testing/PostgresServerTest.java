package io.feedback4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresServerTest {
    @Test
    void givesEachTestADatabaseOfItsOwn() throws SQLException {
        PostgresServer.Database one = PostgresServer.shared().newDatabase();
        PostgresServer.Database other = PostgresServer.shared().newDatabase();

        run(one, "CREATE TABLE mine (id INT)");
        run(other, "CREATE TABLE mine (id INT)");

        assertThat(ask(one, "SHOW fsync")).isEqualTo("on");
        assertThat(ask(one, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask(one, "SHOW full_page_writes")).isEqualTo("on");
    }

    @Test
    void handsADatabaseOutAgainOnlyEmptyAndWhenNobodyUsesIt() throws SQLException {
        PostgresServer.Database inUse = PostgresServer.shared().newDatabase();
        run(inUse, "CREATE TABLE mine (id INT)");
        try (Connection connection = inUse.connect()) {
            assertThat(connection.isValid(5)).isTrue();
            for (int i = 0; i < 30; i++) {
                PostgresServer.Database other = PostgresServer.shared().newDatabase();
                assertThat(other.url()).isNotEqualTo(inUse.url());
                run(other, "CREATE SCHEMA feedback4j");
                run(other, "CREATE TABLE mine (id INT)");
            }
        }
    }

    @Test
    void keepsWhatWasCommittedThroughACrash() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            PostgresServer.Database database = server.newDatabase();
            run(database, "CREATE TABLE kept (id INT)");
            run(database, "INSERT INTO kept VALUES (7)");

            server.crash();

            assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
            server.restart();
            assertThat(ask(database, "SELECT id FROM kept")).isEqualTo("7");
            server.stop();
            server.restart();
            assertThat(ask(database, "SELECT id FROM kept")).isEqualTo("7");
        }
    }

    private static void run(PostgresServer.Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(PostgresServer.Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

package io.feedback4j.store.jdbc;

/** Says of every delivery that it has arrived, as a destination would in the course of time. */
final class Delivered {
    private Delivered() {}

    static void all(Jdbc jdbc) {
        var unused = jdbc.write(
                "deliver all",
                statements -> statements.update(
                        "UPDATE delivery SET state = 'delivered', available_at = NULL WHERE available_at IS NOT NULL",
                        binds -> {}));
    }
}

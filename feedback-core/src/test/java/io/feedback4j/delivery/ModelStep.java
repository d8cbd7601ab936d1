package io.feedback4j.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One thing that happens. Its two numbers say what with, relative to what there is then, so that steps before it can be
 * left out.
 */
record ModelStep(Kind kind, int which, int how) {

    /** What can happen; the numbers say how often. */
    enum Kind {
        ACCEPT(16),
        ACCEPT_TWO(3),
        REPEAT(2),
        WITHDRAW(5),
        ROUND(26),
        SEND(22),
        LOOK_UP(8),
        PASS(16),
        SET_CLOCK(1),
        CRASH(2),
        STOP(1),
        REOPEN(2),
        PURGE(1);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    private static final List<Kind> DRAWN = drawn();

    static ModelStep random(Random random) {
        return new ModelStep(DRAWN.get(random.nextInt(DRAWN.size())), random.nextInt(64), random.nextInt(64));
    }

    private static List<Kind> drawn() {
        List<Kind> drawn = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < kind.weight; i++) {
                drawn.add(kind);
            }
        }
        return drawn;
    }

    @Override
    public String toString() {
        return kind + "(" + which + ", " + how + ")";
    }
}

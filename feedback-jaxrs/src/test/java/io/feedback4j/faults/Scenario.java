package io.feedback4j.faults;

import java.util.Set;

/**
 * One thing that goes wrong, and how.
 *
 * @param id of the catalogue, such as {@code F01}
 * @param title in a few words
 * @param inShort on which stores it is run for every build
 * @param inFull on which stores it is run at all
 * @param ownServer whether it breaks the database server, and has one to itself
 * @param recipe breaks things; what it opened is closed, and the votes are counted, after it
 */
record Scenario(
        String id, String title, Set<StoreKind> inShort, Set<StoreKind> inFull, boolean ownServer, Recipe recipe) {
    static final Set<StoreKind> SQLITE = Set.of(StoreKind.SQLITE);
    static final Set<StoreKind> POSTGRES = Set.of(StoreKind.POSTGRES);
    static final Set<StoreKind> BOTH = Set.of(StoreKind.SQLITE, StoreKind.POSTGRES);

    Scenario(String id, String title, Set<StoreKind> inShort, Set<StoreKind> inFull, Recipe recipe) {
        this(id, title, inShort, inFull, false, recipe);
    }

    Scenario onServerOfItsOwn() {
        return new Scenario(id, title, inShort, inFull, true, recipe);
    }

    interface Recipe {
        void run(Bench bench) throws Exception;
    }

    Set<StoreKind> stores(Scale scale) {
        return scale.pick(inShort, inFull);
    }
}

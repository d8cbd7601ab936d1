package io.feedback4j.faults;

import java.util.ArrayList;
import java.util.List;

/** The catalogue. What takes longest comes first, so that nothing long is left for the end. */
final class Scenarios {
    private Scenarios() {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        all.addAll(NodeScenarios.all());
        all.addAll(PostgresScenarios.all());
        all.addAll(RefusalScenarios.all());
        all.addAll(ListScenarios.all());
        all.addAll(ClockScenarios.all());
        all.addAll(AnswerScenarios.all());
        all.addAll(DiskScenarios.all());
        all.addAll(VoterScenarios.all());
        all.addAll(KillScenarios.all());
        return all;
    }
}

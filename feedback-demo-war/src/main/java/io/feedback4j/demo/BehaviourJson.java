package io.feedback4j.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedback4j.demo.sandbox.Behaviour;

/** Writes the sandbox's behaviour for a page. */
final class BehaviourJson {
    private BehaviourJson() {}

    static ObjectNode of(Behaviour behaviour) {
        return Json.object()
                .put("kind", behaviour.kind().word())
                .put("seconds", behaviour.delay().toSeconds())
                .put("requests", behaviour.requests());
    }
}

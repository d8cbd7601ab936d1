package io.feedback4j.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.hosts.Client.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a host does by itself: with and without our jar it must be the same, byte for byte. */
final class OwnEndpoints {

    private OwnEndpoints() {}

    /** @param alone what the same requests were answered without our jar */
    static void areUntouched(Client client, Map<String, Reply> alone) {
        Map<String, Reply> withOurs = answers(client);
        assertThat(withOurs.keySet()).isEqualTo(alone.keySet());
        alone.forEach((request, reply) ->
                assertThat(withOurs.get(request)).as(request).isEqualTo(reply));
    }

    /** @return each request and its answer, but for the date */
    static Map<String, Reply> answers(Client client) {
        Map<String, Reply> answers = new LinkedHashMap<>();
        for (String request : new String[] {
            "GET api/things",
            "HEAD api/things",
            "OPTIONS api/things",
            "GET api/things/7",
            "GET api/things/broken",
            "DELETE api/things",
            "GET api/nothing",
            "GET api/beans",
            "GET api/feedback",
            "GET api/feedback/7",
            "GET api/feedback/votesandmore",
            "OPTIONS api/feedback",
            "GET api/v1/Assistants/7",
            "GET api/v1/Assistants/7/Messages",
            "GET api/v1/Assistants/7/Feedback",
            "GET api/application.wadl",
            "GET index.html"
        }) {
            String[] parts = request.split(" ");
            answers.put(request, client.send(parts[0], parts[1], ""));
        }
        answers.put("POST text", client.send("POST", "api/things", "ış", "Content-Type", "text/plain;charset=UTF-8"));
        answers.put("POST JSON", client.send("POST", "api/things", "{}", "Content-Type", "application/json"));
        answers.put("POST feedback", client.send("POST", "api/feedback", "text", "Content-Type", "text/plain"));
        answers.put(
                "POST bean",
                client.send("POST", "api/beans", "{\"shortName\":\"b\"}", "Content-Type", "application/json"));
        answers.put(
                "POST odd bean",
                client.send("POST", "api/beans", "{\"SHORT_NAME\":\"b\"}", "Content-Type", "application/json"));
        answers.put("POST broken bean", client.send("POST", "api/beans", "{", "Content-Type", "application/json"));
        answers.put("GET other type", client.send("GET", "api/things/7", "", "Accept", "image/png"));
        return answers;
    }
}

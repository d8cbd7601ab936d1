package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The contract says what is served, and what is served is in the contract. */
class ContractTest {
    private static final Set<String> METHODS =
            Set.of("get", "post", "put", "patch", "delete", "head", "options", "trace");

    private final ObjectMapper mapper = new ObjectMapper();
    private final JsonNode contract = read("/api");

    @Test
    void namesExactlyTheRoutesThatAreServed() {
        Map<String, Set<String>> served = new TreeMap<>();
        for (Route route : Route.values()) {
            served.put("/" + route.template(), new TreeSet<>(route.methods()));
        }
        Map<String, Set<String>> written = new TreeMap<>();
        contract.path("paths").properties().forEach(path -> written.put(path.getKey(), methods(path.getValue())));

        assertThat(written).isEqualTo(served);
    }

    @Test
    void explainsEveryKindOfProblem() {
        JsonNode codes = contract.at("/components/x-problem-codes");

        assertThat(codes.size()).isEqualTo(ProblemKind.values().length);
        for (ProblemKind kind : ProblemKind.values()) {
            JsonNode code = codes.path(Integer.toString(kind.code()));
            assertThat(code.path("type").asText()).isEqualTo(kind.type());
            assertThat(code.path("title").asText()).isEqualTo(kind.title());
            assertThat(code.path("help").asText()).isNotBlank();
        }
    }

    @Test
    void namesEveryFilterOfTheList() {
        List<String> named = new ArrayList<>();
        contract.at("/paths/~1v1~1Assistants~1{assistantId}~1Feedbacks/get/parameters")
                .forEach(parameter -> named.add(parameter.path("name").asText()));

        assertThat(named).containsAll(ListFilters.NAMES).contains("Page", "PageSize", "PageToken");
        assertThat(named).hasSize(ListFilters.NAMES.size() + 3);
    }

    @Test
    void namesEveryStatusAndState() {
        assertThat(words("/components/schemas/Status/enum"))
                .containsExactlyElementsOf(
                        Arrays.stream(Status.values()).map(Status::word).toList());
        assertThat(words("/components/schemas/State/enum"))
                .containsExactlyElementsOf(Arrays.stream(DeliveryState.values())
                        .map(DeliveryState::word)
                        .toList());
    }

    @Test
    void pointsOnlyToWhatItHolds() {
        for (JsonNode pointer : contract.findValues("$ref")) {
            assertThat(contract.at(pointer.asText().substring(1)).isMissingNode())
                    .as(pointer.asText())
                    .isFalse();
        }
    }

    @Test
    void saysWhereItIsServed() {
        assertThat(contract.at("/servers/0/url").asText()).isEqualTo("/api");
        assertThat(read("").at("/servers/0/url").asText()).isEqualTo("/");
        assertThat(read("/a\"b").at("/servers/0/url").asText()).isEqualTo("/a\"b");
    }

    private Set<String> methods(JsonNode path) {
        Set<String> methods = new TreeSet<>();
        for (Map.Entry<String, JsonNode> member : path.properties()) {
            if (METHODS.contains(member.getKey())) {
                methods.add(member.getKey().toUpperCase(Locale.ROOT));
            }
        }
        return methods;
    }

    private List<String> words(String pointer) {
        List<String> words = new ArrayList<>();
        contract.at(pointer).forEach(word -> words.add(word.asText()));
        return words;
    }

    private JsonNode read(String root) {
        Call call = new Call(TestRequest.get("feedback/openapi.json"), List.of(), new Links(root), () -> true);
        try {
            return mapper.readTree(new Contract().answer(call).body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

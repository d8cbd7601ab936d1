package io.feedback4j.delivery.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedback4j.delivery.Feedbacks;
import io.feedback4j.delivery.Listing;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Target;
import io.feedback4j.testing.HostileTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is sent is what was said, and what comes back is what was sent: through JSON, a list, and back. */
class RoundTripTest {
    private static final int CASES = 3_000;
    private static final List<String> REASONS = List.of("wrong", "off-topic", "a-reason-of-forty-characters-no-more-0");

    private final ObjectMapper mapper = new ObjectMapper();
    private final long seed = Long.getLong("feedback.texts.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final HostileTexts texts = new HostileTexts(seed);

    @Test
    void anyTextComesBackAsItWas() {
        System.out.println("-Dfeedback.texts.seed=" + seed);
        texts.all(CASES, text -> {
            boolean trailer = random.nextInt(4) > 0;
            return comesBack(feedback(text, "", trailer ? REASONS.subList(0, random.nextInt(4)) : List.of()), trailer)
                    && comesBack(feedback(text, "aia_msg_1", List.of()), trailer);
        });
    }

    @Test
    void anyForeignMessageComesBackAsItWas() {
        for (int i = 0; i < CASES; i++) {
            Feedback feedback = feedback(texts.next(), texts.nextId(), REASONS.subList(0, random.nextInt(4)));

            assertThat(comesBack(feedback, true))
                    .as("-Dfeedback.texts.seed=%d, %s", seed, feedback)
                    .isTrue();
        }
    }

    @Test
    void tellsTheShortestTextThatDoesNotComeThrough() {
        assertThatThrownBy(() -> texts.all(1_000, text -> !text.contains("\u2028")))
                .isInstanceOf(AssertionError.class)
                .hasMessageEndingWith(": \"\\u2028\"");
    }

    private Feedback feedback(String text, String message, List<String> reasons) {
        Double score = random.nextInt(5) == 0 ? null : Double.valueOf(random.nextDouble());
        String session = texts.nextId();
        return Feedbacks.of(
                new Target(Feedbacks.ASSISTANT, session.isEmpty() ? "s" : session, message, ""),
                new Opinion(score, text, reasons));
    }

    private boolean comesBack(Feedback feedback, boolean trailer) {
        try {
            return comesBackThroughJson(feedback, trailer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean comesBackThroughJson(Feedback feedback, boolean trailer) throws IOException {
        UpstreamRecord sent = UpstreamRecord.of(feedback, trailer);
        ObjectNode list = mapper.createObjectNode();
        ObjectNode kept = (ObjectNode) mapper.readTree(sent.toJson(mapper));
        list.putArray("feedbacks").add(kept.put("id", "aia_fdbk_1"));
        Listing.Item item = new UpstreamJson(mapper, trailer)
                .listing(mapper.writeValueAsBytes(list), null)
                .items()
                .get(0);
        return item.fingerprint().equals(sent.fingerprint())
                && item.target().equals(sent.target())
                && saysTheSame(feedback, kept, trailer);
    }

    private static boolean saysTheSame(Feedback feedback, JsonNode kept, boolean trailer) {
        Opinion opinion = feedback.opinion();
        String text = kept.path("text").asText();
        if (!trailer) {
            return text.equals(opinion.text());
        }
        Trailer read = Trailer.read(text);
        String message = kept.path("message_id").asText();
        return read.text().equals(opinion.text())
                && read.reasons().equals(opinion.reasons())
                && (message + read.message()).endsWith(feedback.target().messageId());
    }
}

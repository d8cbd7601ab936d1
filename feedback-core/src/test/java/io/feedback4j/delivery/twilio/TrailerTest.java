package io.feedback4j.delivery.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.Opinion;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailerTest {
    private static final long SEED = 20_261_123;
    private static final int ROUNDS = 50_000;
    private static final List<String> PIECES = List.of(
            "",
            "fine",
            "\n",
            "\r\n",
            "\n\n",
            " ",
            "[feedback]",
            "[feedback reasons=a,b]",
            "[feedback message=IM1]",
            "[feedback reasons=a message=%41]",
            "[feedback ",
            "reasons=",
            "message=",
            "]",
            "%",
            "%4",
            "%C3%A4",
            ",",
            "[feedback reasons=]",
            "ä",
            "\uD83D\uDE00",
            "\u2028",
            "\u0085",
            "\t",
            "\u200F",
            "I\u0307ı",
            "[",
            "=",
            "\\");

    @Test
    void writesWhatAPersonCanRead() {
        assertThat(new Trailer("It named the wrong city.", List.of("wrong", "too long"), "IM/1:2").write())
                .isEqualTo("It named the wrong city.\n[feedback reasons=wrong,too%20long message=IM/1:2]");
        assertThat(new Trailer("", List.of("wrong"), "").write()).isEqualTo("[feedback reasons=wrong]");
    }

    @Test
    void addsNothingWhereThereIsNothingToSay() {
        assertThat(new Trailer("fine", List.of(), "").write()).isEqualTo("fine");
        assertThat(new Trailer("", List.of(), "").write()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[feedback]",
                "well\n[feedback message=IM1]",
                "well\n[feedback reasons=a,b message=%41]\n[feedback]",
                "\n[feedback]"
            })
    void givesBackATextThatLooksAsIfItHadATrailer(String text) {
        Trailer plain = new Trailer(text, List.of(), "");

        assertThat(plain.write()).isEqualTo(text + "\n[feedback]");
        assertThat(Trailer.read(plain.write())).isEqualTo(plain);
    }

    @Test
    void takesForeignTextsForWhatTheyAre() {
        assertThat(Trailer.read("[feedback reasons=%zz]"))
                .isEqualTo(new Trailer("[feedback reasons=%zz]", List.of(), ""));
        assertThat(Trailer.read("well\n[feedback] ")).isEqualTo(new Trailer("well\n[feedback] ", List.of(), ""));
    }

    /** A text may look like a trailer throughout, and delivery's own threads have small stacks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[feedback reasons=*,]",
                "[feedback reasons=*a]",
                "[feedback reasons=*%41]",
                "[feedback reasons=*%C3%A4,]",
                "[feedback message=*a]",
                "[feedback message=*%41]",
                "[feedback reasons=a,b message=*a:]",
                "[feedback reasons=*,",
                "[feedback message=*%41"
            })
    void needsNoMoreStackForALongTextThatLooksLikeATrailer(String shape) throws InterruptedException {
        String text = filled(shape, Opinion.MAX_TEXT_CODE_POINTS);
        Trailer plain = new Trailer(text, List.of(), "");
        AtomicReference<Object> back = new AtomicReference<>();
        Thread small = new Thread(null, () -> back.set(Trailer.read(plain.write())), "small-stack", 256 << 10);
        small.setUncaughtExceptionHandler((thread, problem) -> back.set(problem));

        small.start();
        small.join();

        assertThat(back.get()).isEqualTo(plain);
    }

    /** The shape with what is between its star and its last character repeated as often as fits. */
    private static String filled(String shape, int length) {
        int star = shape.indexOf('*');
        int end = shape.endsWith("]") ? shape.length() - 1 : shape.length();
        String piece = shape.substring(star + 1, end);
        String head = shape.substring(0, star);
        int count = (length - head.length() - 1) / piece.length();
        return head + piece.repeat(count) + shape.substring(end);
    }

    /** Any text, any reasons, any message id come back as they were. */
    @Test
    void comesBackAsItWasWhateverItHolds() {
        Random random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            List<String> reasons = new ArrayList<>();
            for (int reason = random.nextInt(4); reason > 0; reason--) {
                reasons.add(hostile(random, 3));
            }
            Trailer trailer = new Trailer(hostile(random, 8), reasons, hostile(random, 3));

            String written = trailer.write();

            assertThat(Trailer.read(written)).as("seed %d, round %d", SEED, i).isEqualTo(trailer);
            assertThat(written).startsWith(trailer.text());
        }
    }

    private static String hostile(Random random, int maxPieces) {
        StringBuilder text = new StringBuilder();
        for (int piece = random.nextInt(maxPieces + 1); piece > 0; piece--) {
            if (random.nextInt(4) == 0) {
                int any = random.nextInt(0x300);
                text.appendCodePoint(any == 0 ? 1 : any);
            } else {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return text.toString();
    }
}

package io.feedback4j.testing;

import io.feedback4j.model.InvalidFeedbackException;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Target;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts that have broken something somewhere before, and random ones made of their likes. Not thread-safe. */
public final class HostileTexts {
    /** Taken as they are. */
    public static final List<String> NAUGHTY = List.of(
            "",
            " ",
            "null",
            "undefined",
            "NaN",
            "-1e309",
            "0x0",
            "\"",
            "'",
            "''); DROP TABLE feedback; --",
            "?1 :name $1 @p",
            "\\",
            "\\u0000\\n\\",
            "{\"text\":\"x\"}",
            "[feedback]",
            "\n[feedback]",
            "[feedback]\n",
            "[feedback]\r\n[feedback]",
            "[feedback reasons=wrong,incomplete message=IM0123]",
            "[feedback reasons=,,,]",
            "[feedback message=%41%zz]",
            "[feedback reasons=%C3%28 message=]",
            "[feedback  message=a]",
            "[feedback message=a reasons=b]",
            "[FEEDBACK]",
            "fine\n[feedback reasons=a]\n[feedback reasons=b]",
            "%",
            "%2",
            "%0A",
            "%25",
            "+",
            "a+b%20c",
            "\n",
            "\r",
            "\r\n",
            "\n\n\n",
            "\u0085",
            "\u2028",
            "\u2029",
            "\t",
            "\u000B",
            "\f",
            "\b",
            "\u007F",
            "\u0001\u0002\u001F\u001B[31m",
            "\uFEFFbyte order mark",
            "\uFFFD",
            "\uFFFE",
            "\uFFFF",
            "\uDBFF\uDFFF",
            "\uD83D\uDE00",
            "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
            "\uD83C\uDDF3\uD83C\uDDFF",
            "\uD83D",
            "\uDE00",
            "\uDE00\uD83D",
            "a\uD83Db",
            "\u0000",
            "a\u0000b",
            "e\u0301",
            "\u00E9",
            "\u212B",
            "\u00C5",
            "\uFB01",
            "\u1E9E\u00DF",
            "\u0130\u0131Ii",
            "Z\u0363\u0329\u0321\u0353\u0323A\u0338\u0329\u0321\u0353L",
            "\u202Eright to left\u202C",
            "\u200B\u200C\u200D\u2060\u00AD",
            "\u00A0\u2003\u3000",
            "\u0645\u0631\u062D\u0628\u0627",
            "\u65E5\u672C\u8A9E",
            "\uD840\uDC0B",
            "\uE000\uF8FF",
            "\uDB80\uDC00",
            "<script>alert(1)</script>",
            "${jndi:ldap://x}",
            "{{7*7}}",
            "%s%n%d",
            "=1+1",
            "@SUM(A1)");

    private static final String[] RANGES = {
        "\u0000\u001F",
        " ~",
        "\u007F\u00FF",
        "\u0300\u036F",
        "\u0590\u06FF",
        "\u2000\u206F",
        "\uD800\uDFFF",
        "\uFFF0\uFFFF"
    };

    private final Random random;

    /** @param seed the same seed, the same texts */
    public HostileTexts(long seed) {
        this.random = new Random(seed);
    }

    /** A text of any length that a feedback may have, one code point more of it being too many. */
    public String next() {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(8); pieces >= 0; pieces--) {
            text.append(piece());
        }
        if (random.nextInt(50) == 0) {
            String piece = text.isEmpty() ? "x" : text.toString();
            text.append(piece.repeat(Opinion.MAX_TEXT_CODE_POINTS / piece.length()));
        }
        return text.codePoints()
                .limit(Opinion.MAX_TEXT_CODE_POINTS)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The same, but for what no id may hold; perhaps empty. */
    public String nextId() {
        String id = next().codePoints()
                .mapToObj(Character::toString)
                .filter(c -> c.isBlank() || isId(c))
                .limit(Target.MAX_ID_CHARS / 2)
                .collect(Collectors.joining())
                .strip();
        return id.isEmpty() || isId(id) ? id : "";
    }

    private String piece() {
        if (random.nextBoolean()) {
            return NAUGHTY.get(random.nextInt(NAUGHTY.size()));
        }
        String range = RANGES[random.nextInt(RANGES.length)];
        int from = range.charAt(0);
        int any = random.nextInt(8) == 0
                ? random.nextInt(Character.MAX_CODE_POINT + 1)
                : from + random.nextInt(range.charAt(1) - from + 1);
        return Character.toString(any).repeat(1 + random.nextInt(3));
    }

    private static boolean isId(String id) {
        try {
            return new Target("a", id, "", "").sessionId().equals(id);
        } catch (InvalidFeedbackException e) {
            return false;
        }
    }

    /** The naughty ones, and so many more, that a text must come through as it was; tells the shortest that does not. */
    public void all(int more, Predicate<String> comesThrough) {
        Stream.concat(NAUGHTY.stream(), Stream.generate(this::next).limit(more)).forEach(text -> {
            if (!comesThrough.test(text)) {
                String shortest = Shortest.of(text, shorter -> !comesThrough.test(shorter));
                throw new AssertionError("This does not come through as it was: " + escaped(shortest));
            }
        });
    }

    private static String escaped(String text) {
        return text.chars()
                .mapToObj(c -> c >= ' ' && c <= '~' ? String.valueOf((char) c) : "\\u%04X".formatted(c))
                .collect(Collectors.joining("", "\"", "\""));
    }
}

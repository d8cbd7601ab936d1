package io.feedback4j.delivery.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedback4j.model.Opinion;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the upstream has no member for, written as one last line of its {@code text}:
 *
 * <pre>{@code
 * It named the wrong city.
 * [feedback reasons=wrong,incomplete message=IM0123]
 * }</pre>
 *
 * <p>The line is {@code [feedback}, then {@code reasons=} with the reasons' ids and commas between them if there are any,
 * then {@code message=} with the message id if it is a foreign one, then {@code ]}; one space before each part. In values
 * every byte of UTF-8 but ASCII letters, digits and {@code . _ : / ~ @ + -} is written as {@code %} and two upper-case
 * hexadecimal digits. A text whose own last line has this form gets a trailer even if there is nothing to say
 * ({@code [feedback]}), so that any text comes back as it was: a reader always takes away exactly one such line.
 *
 * @param text what the voter wrote
 * @param reasons ids of the catalogue
 * @param message a message id that the upstream's own member does not take; {@code ""} for none
 */
record Trailer(String text, List<String> reasons, String message) {
    private static final String PLAIN = "._:/~@+-";
    private static final Pattern REASON = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    Trailer {
        reasons = List.copyOf(reasons);
    }

    /** The upstream's {@code text}. */
    String write() {
        if (reasons.isEmpty() && message.isEmpty() && parse(lastLine(text)) == null) {
            return text;
        }
        StringBuilder line = new StringBuilder(text);
        if (!text.isEmpty()) {
            line.append('\n');
        }
        line.append("[feedback");
        if (!reasons.isEmpty()) {
            line.append(" reasons=")
                    .append(String.join(
                            ",", reasons.stream().map(Trailer::encode).toList()));
        }
        if (!message.isEmpty()) {
            line.append(" message=").append(encode(message));
        }
        return line.append(']').toString();
    }

    /** Whether all of it can be from us, and not from somebody who only writes alike. */
    boolean isOurs() {
        return reasons.size() <= Opinion.MAX_REASONS
                && reasons.stream().distinct().count() == reasons.size()
                && reasons.stream().allMatch(reason -> REASON.matcher(reason).matches());
    }

    /** Takes an upstream's {@code text} apart; whatever has no trailer is all text. */
    static Trailer read(String upstreamText) {
        String line = lastLine(upstreamText);
        Trailer parsed = parse(line);
        if (parsed == null) {
            return new Trailer(upstreamText, List.of(), "");
        }
        int end = Math.max(0, upstreamText.length() - line.length() - 1);
        return new Trailer(upstreamText.substring(0, end), parsed.reasons, parsed.message);
    }

    /** What this line says, without a text; {@code null} when it has another form. */
    private static @Nullable Trailer parse(String line) {
        Scanner scanner = new Scanner(line);
        if (!scanner.skip("[feedback")) {
            return null;
        }
        List<String> reasons = new ArrayList<>();
        if (scanner.skip(" reasons=")) {
            do {
                reasons.add(decode(scanner.value()));
            } while (scanner.skip(","));
        }
        String message = scanner.skip(" message=") ? decode(scanner.value()) : "";
        return scanner.skip("]") && scanner.isAtEnd() ? new Trailer("", reasons, message) : null;
    }

    private static String lastLine(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    private static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (byte b : value.getBytes(UTF_8)) {
            char c = (char) (b & 0xFF);
            if (isPlain(c)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(hex(b >> 4)).append(hex(b));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || PLAIN.indexOf(c) >= 0;
    }

    private static char hex(int nibble) {
        return "0123456789ABCDEF".charAt(nibble & 0xF);
    }

    private static String decode(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toString(UTF_8);
    }

    /** Goes along a line once: a regular expression would need a stack as deep as the line is long. */
    private static final class Scanner {
        private final String line;
        private int at;

        Scanner(String line) {
            this.line = line;
        }

        /** Goes past this if it comes next. */
        boolean skip(String expected) {
            boolean next = line.startsWith(expected, at);
            at += next ? expected.length() : 0;
            return next;
        }

        /** Goes past everything that can be part of a value. @return it, as it is written; perhaps nothing */
        String value() {
            int start = at;
            while (at < line.length() && (isPlain(line.charAt(at)) || isEscape())) {
                at += line.charAt(at) == '%' ? 3 : 1;
            }
            return line.substring(start, at);
        }

        boolean isAtEnd() {
            return at == line.length();
        }

        private boolean isEscape() {
            return line.charAt(at) == '%' && isUpperHex(at + 1) && isUpperHex(at + 2);
        }

        private boolean isUpperHex(int index) {
            char c = index < line.length() ? line.charAt(index) : ' ';
            return c >= '0' && c <= '9' || c >= 'A' && c <= 'F';
        }
    }
}

package io.feedback4j.delivery.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final String VALUE = "(?:[A-Za-z0-9._:/~@+-]|%[0-9A-F]{2})*";
    private static final Pattern LINE = Pattern.compile(
            "\\[feedback(?: reasons=(" + VALUE + "(?:," + VALUE + ")*))?(?: message=(" + VALUE + "))?\\]");
    private static final String PLAIN = "._:/~@+-";

    Trailer {
        reasons = List.copyOf(reasons);
    }

    /** The upstream's {@code text}. */
    String write() {
        if (reasons.isEmpty()
                && message.isEmpty()
                && !LINE.matcher(lastLine(text)).matches()) {
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

    /** Takes an upstream's {@code text} apart; whatever has no trailer is all text. */
    static Trailer read(String upstreamText) {
        String line = lastLine(upstreamText);
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return new Trailer(upstreamText, List.of(), "");
        }
        int end = Math.max(0, upstreamText.length() - line.length() - 1);
        List<String> reasons = new ArrayList<>();
        String written = matcher.group(1);
        if (written != null) {
            for (String reason : written.split(",", -1)) {
                reasons.add(decode(reason));
            }
        }
        String message = matcher.group(2);
        return new Trailer(upstreamText.substring(0, end), reasons, message == null ? "" : decode(message));
    }

    private static String lastLine(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    private static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (byte b : value.getBytes(UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || PLAIN.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(hex(b >> 4)).append(hex(b));
            }
        }
        return encoded.toString();
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
}

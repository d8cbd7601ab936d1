package io.feedback4j.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** Puts HTML together. Only what is constant in our code is written as it is; everything else is escaped. Not thread-safe. */
final class Html {
    private final StringBuilder out = new StringBuilder(2_048);

    /** Markup of our own. @param constant never anything that came from outside */
    Html raw(String constant) {
        out.append(constant);
        return this;
    }

    /** Text between tags. */
    Html text(String text) {
        return escaped(text);
    }

    /** One more attribute of a tag that is still open, with a space before it. */
    Html attribute(String name, String value) {
        out.append(' ').append(name).append("=\"");
        return escaped(value).raw("\"");
    }

    /** A whole element that has nothing but text. */
    Html element(String name, String text) {
        return raw("<").raw(name).raw(">").text(text).raw("</").raw(name).raw(">");
    }

    /** A hidden field; none where there is no value. */
    Html hidden(String name, @Nullable String value) {
        return value == null
                ? this
                : raw("<input type=\"hidden\"")
                        .attribute("name", name)
                        .attribute("value", value)
                        .raw(">");
    }

    private Html escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return this;
    }

    byte[] bytes() {
        return out.toString().getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}

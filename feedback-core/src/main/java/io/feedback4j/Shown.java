package io.feedback4j;

import java.util.regex.Pattern;

/** Values of settings as they are put into messages: in quotes, on one line, not endless, and without a password in a URL. */
final class Shown {
    private static final int MAX_CHARS = 120;
    private static final Pattern USER_IN_URL = Pattern.compile("//[^/?#]*@");
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("(?i)(pass[a-z]*|pwd|secret|token)=[^&;]*");

    private Shown() {}

    static String value(Object value) {
        String text = USER_IN_URL.matcher(value.toString()).replaceAll("//***@");
        text = PASSWORD_IN_URL.matcher(text).replaceAll("$1=***");
        text = text.replaceAll("\\p{Cntrl}", "?");
        return '"' + (text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + "…" : text) + '"';
    }
}

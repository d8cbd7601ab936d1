package io.feedback4j.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes rows as RFC 4180 has them: commas, quotes where they are needed, CRLF. Begins with the byte order mark that tells
 * spreadsheets that it is UTF-8. No cell begins a formula: what would is preceded by an apostrophe
 * (owasp.org/www-community/attacks/CSV_Injection). Not thread-safe.
 */
final class Csv {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** What begins a formula. The last four are the same signs in full width. */
    private static final String SIGN = "[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20]";

    /**
     * Where a formula would begin: at the beginning, and behind what separates cells and rows for a spreadsheet whose country
     * separates them by semicolons, to which our quotes are no quotes. A wink is no formula.
     */
    private static final Pattern BEGINS_A_FORMULA =
            Pattern.compile("^(?=[\\t\\r\\n]|[ \"]*" + SIGN + ")|(?<=[;\\t\\r\\n])(?=[ \"]*" + SIGN + "(?!\\)))");

    private final OutputStream out;

    Csv(OutputStream out) throws IOException {
        this.out = out;
        out.write(BYTE_ORDER_MARK.getBytes(UTF_8));
    }

    void row(List<String> cells) throws IOException {
        StringBuilder row = new StringBuilder(256);
        for (int i = 0; i < cells.size(); i++) {
            row.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
        }
        out.write(row.append("\r\n").toString().getBytes(UTF_8));
    }

    static String cell(String value) {
        String safe = BEGINS_A_FORMULA.matcher(value).replaceAll("'");
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}

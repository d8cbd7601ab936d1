package io.feedback4j.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What is judged, and by whom: a message of a session (or the whole session) of an assistant. One target has at most
 * one current feedback.
 *
 * <p>Ids are opaque: they are kept and compared as they are, and may hold {@code /}, {@code :} and any other printable
 * character.
 *
 * @param assistantId 1 to 255 characters
 * @param sessionId 1 to 255 characters
 * @param messageId at most 255 characters; {@code ""} means the whole session
 * @param voter who judges, as the host application names them; {@code ""} where unknown
 */
public record Target(String assistantId, String sessionId, String messageId, String voter) {
    /** How many characters (UTF-16 units) an id may have. */
    public static final int MAX_ID_CHARS = 255;

    /** @throws InvalidFeedbackException naming each id that is empty, too long, padded or not printable */
    public Target {
        List<FieldProblem> problems = new ArrayList<>();
        check("assistant_id", assistantId, 1, problems);
        check("session_id", sessionId, 1, problems);
        check("message_id", messageId, 0, problems);
        check("voter", voter, 0, problems);
        if (!problems.isEmpty()) {
            throw new InvalidFeedbackException(problems);
        }
    }

    /** Adds what is wrong with an id of at least {@code min} characters to {@code problems}. */
    public static void check(String field, String id, int min, List<FieldProblem> problems) {
        if (id.length() < min || id.length() > MAX_ID_CHARS) {
            String allowed = min == 0 ? "at most " + MAX_ID_CHARS : min + " to " + MAX_ID_CHARS;
            problems.add(new FieldProblem(field, "must have " + allowed + " characters"));
        } else if (!id.equals(id.strip())) {
            problems.add(new FieldProblem(field, "must not begin or end with white space"));
        } else if (!isPrintable(id)) {
            problems.add(new FieldProblem(field, "must not contain control characters"));
        }
    }

    private static boolean isPrintable(String id) {
        for (int i = 0; i < id.length(); ) {
            int c = id.codePointAt(i);
            if (c < ' ' || c > '~' && !isPrintable(Character.getType(c))) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    private static boolean isPrintable(int type) {
        return type != Character.CONTROL
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    /** Whether the whole session is judged, and not one message. */
    public boolean isSession() {
        return messageId.isEmpty();
    }
}

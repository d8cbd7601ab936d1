package io.feedback4j.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bodies that are not feedback, by what is wrong with them. Each holds the word {@value #CANARY} where it can. */
final class HostileBodies {
    /** What must not come back to anybody. */
    static final String CANARY = "kanarienvogel";

    private final Map<String, byte[]> bodies = new LinkedHashMap<>();

    private HostileBodies() {}

    static Map<String, byte[]> all() {
        HostileBodies hostile = new HostileBodies();
        hostile.notOneObject();
        hostile.notJson();
        hostile.truncated();
        hostile.wrongScores();
        hostile.wrongIds();
        hostile.wrongTexts();
        hostile.wrongReasons();
        hostile.tooMuch();
        hostile.wrongBytes();
        hostile.misspelt();
        return hostile.bodies;
    }

    private void notOneObject() {
        for (String body :
                List.of("", " ", "\n\t\r ", "null", "true", "1", "\"x\"", "[]", "[null]", "[{}]", "{}", "[[]]")) {
            add("not an object with something said: " + body, body);
        }
        for (String tail : List.of("{}", "x", "]", "}", "null", ",", "1", "\u0000", "//", "/* */", "#", "\u00a0")) {
            add("trailing " + tail, "{\"session_id\":\"s\",\"score\":1}" + tail);
        }
        for (String head : List.of("\ufeff", "x", ")]}',\n", "while(1);", "\u00a0", ",", "[")) {
            add("leading " + head, head + "{\"session_id\":\"s\",\"score\":1}");
        }
    }

    private void notJson() {
        for (String members : List.of(
                "'session_id':'s','score':1",
                "session_id:\"s\",\"score\":1",
                "\"session_id\":\"s\",\"score\":1,",
                ",\"session_id\":\"s\",\"score\":1",
                "\"session_id\":\"s\",,\"score\":1",
                "\"session_id\" \"s\",\"score\":1",
                "\"session_id\"=\"s\"",
                "\"session_id\":\"s\" \"score\":1",
                "\"session_id\":\"s\",\"score\":",
                "\"session_id\":\"s\",\"score\"",
                "\"session_id\":\"s\",\"score\":undefined",
                "\"session_id\":\"s\",\"score\":True",
                "\"session_id\":\"s\",\"score\":nul",
                "\"session_id\":\"s\",\"text\":'" + CANARY + "'",
                "\"session_id\":\"s\",\"text\":" + CANARY,
                "\"session_id\":\"s\",\"text\":\"a\nb\"",
                "\"session_id\":\"s\",\"text\":\"a\tb\"",
                "\"session_id\":\"s\",\"text\":\"a\u0000b\"",
                "\"session_id\":\"s\",\"text\":\"\\x41\"",
                "\"session_id\":\"s\",\"text\":\"\\u12\"",
                "\"session_id\":\"s\",\"text\":\"\\u12G4\"",
                "\"session_id\":\"s\",\"text\":\"\\" + CANARY + "\"",
                "\"session_id\":\"s\",/* " + CANARY + " */\"score\":1",
                "\"session_id\":\"s\",\"score\":1 // " + CANARY,
                "\"session_id\":\"s\",\"reasons\":[\"wrong\",]",
                "\"session_id\":\"s\",\"reasons\":[,\"wrong\"]",
                "\"session_id\":\"s\",\"reasons\":[\"wrong\"",
                "\"session_id\":\"s\",\"reasons\":\"wrong\"]",
                "\"" + CANARY + "\":1,\"" + CANARY + "\":2,\"session_id\":\"s\",\"score\":1",
                "\"x\":{\"" + CANARY + "\":1,\"" + CANARY + "\":2},\"session_id\":\"s\",\"score\":1",
                "\"session_id\":\"s\",\"session_id\":\"s\",\"score\":1",
                "\"session_id\":\"s\",\"score\":1,\"score\":1",
                "\"session_id\":\"s\",\"score\":null,\"score\":1",
                "\"session_id\":\"s\",\"score\":1,\"sc\\u006fre\":0")) {
            add("not JSON: " + members, "{" + members + "}");
        }
    }

    private void truncated() {
        String whole = "{\"session_id\":\"s\",\"score\":0.5,\"text\":\"" + CANARY + "\",\"reasons\":[\"wrong\"]}";
        for (int length = 1; length < whole.length(); length += 2) {
            add("truncated at " + length, whole.substring(0, length));
        }
    }

    private void wrongScores() {
        for (String score : List.of(
                "\"1\"",
                "\"\"",
                "\"NaN\"",
                "\"" + CANARY + "\"",
                "true",
                "false",
                "[1]",
                "[]",
                "{}",
                "{\"value\":1}",
                "NaN",
                "Infinity",
                "-Infinity",
                "+1",
                "01",
                "00",
                ".5",
                "1.",
                "1.e1",
                "1e",
                "1e+",
                "0x1",
                "1_0",
                "1,5",
                "-1",
                "-0.0000001",
                "1.0000001",
                "1.0000000000000002",
                "2",
                "5",
                "100",
                "1e1",
                "1e308",
                "1e999",
                "-1e999",
                "1e99999999999",
                "1d",
                "1f",
                "0b1",
                "\u0661",
                "\uff11",
                "--1",
                "- 1",
                "1 0",
                "Inf",
                "null1")) {
            add("score " + score, "{\"session_id\":\"s\",\"score\":" + score + "}");
        }
        add("score of 101 digits", "{\"session_id\":\"s\",\"score\":0." + "1".repeat(100) + "}");
        add("score of 1001 digits", "{\"session_id\":\"s\",\"score\":" + "1".repeat(1001) + "}");
        add("a number of 101 digits elsewhere", "{\"session_id\":\"s\",\"score\":1,\"x\":" + "1".repeat(101) + "}");
    }

    private void wrongIds() {
        List<String> values = new ArrayList<>(List.of("1", "true", "[\"s\"]", "{}", "{\"id\":\"s\"}", "[]", "1.5"));
        for (String padded : List.of(" s", "s ", "\\ts", "s\\n", "\\u2003s", " ")) {
            values.add('"' + padded + '"');
        }
        for (String control : List.of("\\u0000", "\\u0007", "\\u001b[2J", "\\r\\nX-Header: 1", "\\u007f", "\\u0085")) {
            values.add("\"a" + control + "b\"");
        }
        for (String odd : List.of("\\ud800", "\\udc00", "\\udc00\\ud800", "\\u2028", "\\u2029")) {
            values.add("\"a" + odd + "b\"");
        }
        values.add('"' + "x".repeat(256) + '"');
        values.add('"' + CANARY.repeat(50) + '"');
        for (String value : values) {
            add("session_id " + value, "{\"score\":1,\"session_id\":" + value + "}");
            add("message_id " + value, "{\"score\":1,\"session_id\":\"s\",\"message_id\":" + value + "}");
        }
        add("no session_id", "{\"score\":1,\"message_id\":\"m\"}");
        add("session_id null", "{\"score\":1,\"session_id\":null}");
        add("session_id empty", "{\"score\":1,\"session_id\":\"\"}");
    }

    private void wrongTexts() {
        for (String text : List.of("1", "true", "[\"x\"]", "{}", "{\"" + CANARY + "\":1}", "1e3")) {
            add("text " + text, "{\"session_id\":\"s\",\"text\":" + text + "}");
        }
        add("text of 4001", "{\"session_id\":\"s\",\"text\":\"" + "x".repeat(4001) + "\"}");
        add(
                "text of 4001 outside the plane",
                "{\"session_id\":\"s\",\"text\":\"" + "\ud83d\ude00".repeat(4001) + "\"}");
        add("text of NUL only", "{\"session_id\":\"s\",\"text\":\"\\u0000\\u0000\"}");
        add("nothing said", "{\"session_id\":\"s\"}");
        add("nothing said in many words", "{\"session_id\":\"s\",\"score\":null,\"text\":\"\",\"reasons\":[]}");
    }

    private void wrongReasons() {
        for (String reasons : List.of(
                "\"wrong\"",
                "1",
                "true",
                "{}",
                "[1]",
                "[null]",
                "[[\"wrong\"]]",
                "[true]",
                "[{\"id\":\"wrong\"}]",
                "[\"" + CANARY + "\"]",
                "[\"\"]",
                "[\"Wrong\"]",
                "[\"WRONG\"]",
                "[\" wrong\"]",
                "[\"wrong\",\"wrong\"]",
                "[\"wrong\",\"../../etc/passwd\"]",
                "[\"wrong\",\"${jndi:ldap://x/y}\"]",
                "{\"0\":\"wrong\"}")) {
            add("reasons " + reasons, "{\"session_id\":\"s\",\"score\":0,\"reasons\":" + reasons + "}");
        }
        add("nine reasons", "{\"session_id\":\"s\",\"reasons\":[" + "\"wrong\",".repeat(8) + "\"wrong\"]}");
    }

    private void tooMuch() {
        add("an array too deep", "{\"session_id\":\"s\",\"score\":1,\"x\":" + "[".repeat(20) + "]".repeat(20) + "}");
        add("an array far too deep", "{\"x\":" + "[".repeat(30_000));
        add(
                "an object too deep",
                "{\"session_id\":\"s\",\"score\":1,\"x\":" + "{\"x\":".repeat(20) + "1" + "}".repeat(21));
        add("a name too long", "{\"session_id\":\"s\",\"score\":1,\"" + "n".repeat(201) + "\":1}");
        add("a name too long inside", "{\"session_id\":\"s\",\"score\":1,\"x\":[{\"" + "n".repeat(201) + "\":1}]}");
        add("a body too large", "{\"session_id\":\"s\",\"score\":1,\"x\":\"" + "x".repeat(65_536) + "\"}");
        add("a body of white space too large", "{\"session_id\":\"s\",\"score\":1}" + " ".repeat(70_000));
        add("a million brackets", "[".repeat(1_000_000));
    }

    private void wrongBytes() {
        String vote = "{\"session_id\":\"s\",\"score\":1,\"text\":\"größer\"}";
        for (Charset charset : List.of(UTF_16, UTF_16LE, Charset.forName("UTF-32"), ISO_8859_1)) {
            bodies.put("in " + charset, vote.getBytes(charset));
        }
        for (String bytes : List.of(
                "80",
                "c0af",
                "c1bf",
                "e0809f",
                "eda080",
                "edb080",
                "f0808080",
                "f4908080",
                "f8888080",
                "ff",
                "fe",
                "c3",
                "e282")) {
            bodies.put("the bytes " + bytes, text(HexFormat.of().parseHex(bytes)));
        }
    }

    private static byte[] text(byte[] bytes) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("{\"session_id\":\"s\",\"text\":\"".getBytes(UTF_8));
        body.writeBytes(bytes);
        body.writeBytes("\"}".getBytes(UTF_8));
        return body.toByteArray();
    }

    private void misspelt() {
        add("sessionId", "{\"sessionId\":\"s\",\"score\":1}");
        add("sessionId besides", "{\"session_id\":\"s\",\"sessionId\":\"s\",\"score\":1}");
        add("messageId", "{\"session_id\":\"s\",\"messageId\":\"m\",\"score\":1}");
        add("messageId null", "{\"session_id\":\"s\",\"messageId\":null,\"score\":1}");
        add("SESSION_ID", "{\"SESSION_ID\":\"s\",\"score\":1}");
        add("Score", "{\"session_id\":\"s\",\"Score\":1}");
        add("session_id with a Cyrillic letter", "{\"s\u0435ssion_id\":\"s\",\"score\":1}");
        add(
                "a type of Java's",
                "{\"@class\":\"java.net.URL\",\"@type\":\"" + CANARY + "\",\"session_id\":[\"java.net.URL\",\"x\"]}");
        add("a prototype", "{\"__proto__\":{\"session_id\":\"s\"},\"score\":1}");
        add("all wrong at once", "{\"session_id\":1,\"message_id\":2,\"score\":\"3\",\"text\":4,\"reasons\":5}");
    }

    private void add(String name, String body) {
        bodies.put(name, body.getBytes(UTF_8));
    }
}

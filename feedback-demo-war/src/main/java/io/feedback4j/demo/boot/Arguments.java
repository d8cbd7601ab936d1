package io.feedback4j.demo.boot;

import java.util.Iterator;
import java.util.List;

/**
 * What was said on the command line.
 *
 * @param host the address to listen on; this machine alone unless said otherwise
 * @param port 0 for any that is free
 * @param help whether only the usage was asked for
 */
record Arguments(String host, int port, boolean help) {
    static final String USAGE = "usage: java -jar feedback-demo.war [--port 8080] [--host 127.0.0.1]";

    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException saying what is wrong, for the person at the keyboard */
    static Arguments parse(String... given) {
        String host = "127.0.0.1";
        int port = 8080;
        boolean help = false;
        Iterator<String> words = List.of(given).iterator();
        while (words.hasNext()) {
            String[] option = words.next().split("=", 2);
            switch (option[0]) {
                case "--port" -> port = port(value(option, words));
                case "--host" -> host = value(option, words);
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("unknown argument: " + option[0]);
            }
        }
        return new Arguments(host, port, help);
    }

    private static String value(String[] option, Iterator<String> words) {
        if (option.length == 1 && !words.hasNext()) {
            throw new IllegalArgumentException(option[0] + " needs a value");
        }
        String value = option.length == 2 ? option[1] : words.next();
        if (value.isBlank()) {
            throw new IllegalArgumentException(option[0] + " needs a value");
        }
        return value;
    }

    private static int port(String value) {
        int port = value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : MAX_PORT + 1;
        if (port > MAX_PORT) {
            throw new IllegalArgumentException("--port must be a number from 0 to " + MAX_PORT + ", was " + value);
        }
        return port;
    }
}

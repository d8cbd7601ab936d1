package io.feedback4j.web;

import java.util.Locale;

/**
 * Every kind of problem an answer can name. The numbers and names are part of the contract: {@code openapi.json}
 * explains each, which a test holds.
 */
enum ProblemKind {
    /** The body or the address cannot be read at all. */
    MALFORMED(40001, "The request cannot be read"),
    /** Members, headers or parameters have values that are not allowed. */
    INVALID(40002, "The request is not valid"),
    /** Name and password are missing or wrong. */
    CREDENTIALS_REQUIRED(40101, "Sign in first"),
    /** Nobody can read or act here, because no setting says who may. */
    CLOSED(40301, "Nobody may do this yet"),
    /** A password over plain HTTP. */
    NOT_ENCRYPTED(40302, "Not over plain HTTP"),
    /** Who signed in may do less than this. */
    RIGHT_MISSING(40303, "You may not do this"),
    /** The request does not prove that it comes from a page of this site. */
    FOREIGN_ORIGIN(40304, "Not from another site"),
    /** The undo value is not the one of this feedback. */
    WRONG_UNDO(40305, "This does not take it back"),
    /** The form's token is missing, or not one of ours, or over. */
    WRONG_TOKEN(40306, "This form is not valid"),
    /** Nothing is served at this path. */
    NO_SUCH_PATH(40401, "There is nothing here"),
    /** The assistant is not configured. */
    NO_SUCH_ASSISTANT(40402, "There is no such assistant"),
    /** There is no feedback with this id. */
    NO_SUCH_FEEDBACK(40403, "There is no such feedback"),
    /** Nothing has been imported since the start. */
    NO_IMPORT(40404, "Nothing has been imported yet"),
    /** There is no marker with this id. */
    NO_SUCH_MARKER(40411, "There is no such marker"),
    /** There is no burst with this id. */
    NO_SUCH_BURST(40412, "There is no such burst"),
    /** The path exists, the method does not. */
    METHOD_NOT_ALLOWED(40501, "Not with this method"),
    /** The caller takes no JSON. */
    NOT_ACCEPTABLE(40601, "Only JSON is answered here"),
    /** The caller takes neither of the two forms, or only the one that the host cannot give. */
    NO_EVENT_STREAM(40602, "No event stream here"),
    /** What is to be decided about was not rejected. */
    NOT_REJECTED(40901, "There is nothing to decide"),
    /** One at a time. */
    IMPORT_RUNNING(40902, "An import is running"),
    /** There is no destination with a list. */
    NOTHING_TO_IMPORT(40903, "There is nowhere to import from"),
    /** The body is longer than is read. */
    BODY_TOO_LARGE(41301, "The body is too large"),
    /** The body is not JSON in UTF-8. */
    UNSUPPORTED_TYPE(41501, "Only JSON is read here"),
    /** The body is compressed. */
    UNSUPPORTED_ENCODING(41502, "The body must not be compressed"),
    /** The body is not a form in UTF-8. */
    NOT_A_FORM(41503, "Only a plain form is read here"),
    /** The same idempotency key came with another request. */
    KEY_CONFLICT(42201, "The key was used for another request"),
    /** Too many requests. */
    RATE_LIMITED(42901, "Too many requests"),
    /** A bug. */
    INTERNAL(50001, "Something went wrong here"),
    /** Feedback cannot be taken at the moment. */
    BUSY(50301, "Feedback cannot be taken at the moment"),
    /** What is kept cannot be read at the moment. */
    STORE_DOWN(50302, "Feedback cannot be read at the moment");

    private final int code;
    private final String title;

    ProblemKind(int code, String title) {
        this.code = code;
        this.title = title;
    }

    /** Our own number: the status and two digits. */
    int code() {
        return code;
    }

    int status() {
        return code / 100;
    }

    String title() {
        return title;
    }

    /** A name that stays, as RFC 9457 wants it. */
    String type() {
        return "urn:feedback4j:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package io.feedback4j.delivery;

/** Something that users rely on did not hold. */
final class BrokenPromiseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenPromiseException(String promise) {
        super(promise);
    }
}

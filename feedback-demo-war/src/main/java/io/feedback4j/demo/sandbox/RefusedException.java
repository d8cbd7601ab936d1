package io.feedback4j.demo.sandbox;

/** A request that the sandbox does not take, with what it answers instead. Never leaves {@link Api}. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    RefusedException(Reply reply) {
        super(reply.body().path("message").asText(), null, false, false);
        this.reply = reply;
    }

    /** 400: the request is wrong. */
    static RefusedException invalid(String message) {
        return new RefusedException(Reply.error(400, 20001, message));
    }

    Reply reply() {
        return reply;
    }
}

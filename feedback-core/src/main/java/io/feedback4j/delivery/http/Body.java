package io.feedback4j.delivery.http;

/**
 * The body of an answer, as far as it was read.
 *
 * @param bytes not to be changed
 * @param cut whether there was more
 */
public record Body(byte[] bytes, boolean cut) {}

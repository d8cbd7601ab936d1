/**
 * The Twilio AI Assistants Feedback API: the only room that knows its words.
 *
 * <p>Belongs here: what its requests, answers and lists look like. Does not belong here:
 * whether, when and how often something is sent.
 *
 * <p>Depends on {@code delivery}, {@code delivery.http}, {@code model}, {@code java.net.http} and Jackson.
 */
@NullMarked
package io.feedback4j.delivery.twilio;

import org.jspecify.annotations.NullMarked;

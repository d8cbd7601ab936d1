/**
 * The Twilio AI Assistants Feedback API: the only room that knows its words.
 *
 * <p>Depends on {@code delivery}, {@code model}, {@code java.net.http} and Jackson.
 */
@NullMarked
package io.feedback4j.delivery.twilio;

import org.jspecify.annotations.NullMarked;

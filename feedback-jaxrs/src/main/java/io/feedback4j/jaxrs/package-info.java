/**
 * The way in for Jakarta REST: {@code FeedbackFeature}, resources for Jersey and a pre-matching
 * filter for everybody else, all over the same handler.
 *
 * <p>Belongs here: translation between {@code jakarta.ws.rs} and {@code web}. Does not belong here: any decision; any
 * servlet type in a signature of the Feature; any Jersey type outside the bridge classes that are loaded by name.
 */
@NullMarked
package io.feedback4j.jaxrs;

import org.jspecify.annotations.NullMarked;

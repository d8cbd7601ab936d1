/**
 * The way in for Jakarta REST: {@code FeedbackFeature}, resources for Jersey and a pre-matching
 * filter for everybody else, all over the same handler.
 *
 * <p>Belongs here: translation between {@code jakarta.ws.rs} and {@code web}. Does not belong here: any decision; any
 * servlet type in a signature of the Feature; any type that a host may lack outside its bridge classes: Jersey's in
 * {@code Jersey…}, the servlet API's in {@code Servlet…} and {@code JerseyServletResources}, Grizzly's in {@code
 * JerseyGrizzlyResources}. The Java machine loads a bridge class when it is first used, and it is used only where what it
 * names is there.
 */
@NullMarked
package io.feedback4j.jaxrs;

import org.jspecify.annotations.NullMarked;

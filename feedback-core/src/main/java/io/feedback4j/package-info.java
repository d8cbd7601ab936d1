/**
 * Assembly: {@link io.feedback4j.FeedbackService} puts the rooms together, {@link io.feedback4j.FeedbackConfig} says how.
 *
 * <p>Belongs here: settings, what is started and closed in which order, health. Does not belong here: anything that a
 * room below can do by itself. Nobody below looks up here.
 */
@NullMarked
package io.feedback4j;

import org.jspecify.annotations.NullMarked;

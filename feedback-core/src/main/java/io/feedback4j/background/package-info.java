/**
 * Who starts threads here: {@link io.feedback4j.background.Loop}, {@link io.feedback4j.background.Workers} and, when the JVM
 * ends, {@link io.feedback4j.background.AtExit}; nobody else does.
 *
 * <p>Belongs here: running somebody else's decision again and again, and stopping in order. Does not belong here: any
 * decision about feedback.
 *
 * <p>Depends on the JDK and SLF4J only.
 */
@NullMarked
package io.feedback4j.background;

import org.jspecify.annotations.NullMarked;

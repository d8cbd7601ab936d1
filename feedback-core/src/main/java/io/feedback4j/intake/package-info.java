/**
 * Taking feedback in: one writer, one commit for all that waits, and an answer only after it. What was shown comes in beside
 * it, by a line and a loop of its own.
 *
 * <p>Belongs here: the bounded queue, the group commit, what a caller is told. Does not belong here: SQL, HTTP, settling.
 *
 * <p>Depends on {@code model}, {@code store} and {@code background}.
 */
@NullMarked
package io.feedback4j.intake;

import org.jspecify.annotations.NullMarked;

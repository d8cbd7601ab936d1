/**
 * Waiting: feedback that may still be changed or taken back, held in a bounded Caffeine cache until its window ends.
 *
 * <p>The buffer is a hint. What it forgets, the store still has, and the sweep finds.
 *
 * <p>Depends on {@code model}, {@code store}, {@code background} and Caffeine.
 */
@NullMarked
package io.feedback4j.settle;

import org.jspecify.annotations.NullMarked;

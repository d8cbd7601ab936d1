/**
 * The desk at which somebody decides what becomes of what a destination refused, may have without anybody looking, or will
 * never be asked to take any more; and where it is kept who decided.
 *
 * <p>Belongs here: how many at once, at which pace, and what is written down about it. Does not belong here: SQL, HTTP, who
 * may decide.
 *
 * <p>Depends on {@code model} and {@code store}.
 */
@NullMarked
package io.feedback4j.desk;

import org.jspecify.annotations.NullMarked;

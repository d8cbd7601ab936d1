/**
 * What feedback <em>is</em>: immutable values and the rules that make them valid.
 *
 * <p>Belongs here: records and enums that would still make sense if there were no HTTP, no SQL and no
 * threads. Does not belong here: anything with a {@code Connection}, a {@code Response} or a lock.
 *
 * <p>Depends on the JDK only.
 */
@NullMarked
package io.feedback4j.model;

import org.jspecify.annotations.NullMarked;

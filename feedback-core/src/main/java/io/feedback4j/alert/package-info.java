/**
 * Noticing that the positive share of an assistant fell, and telling it once.
 *
 * <p>Belongs here: the test, what a series of votes makes of it, when it may be told. Does not belong here: how it is told,
 * and where it is kept.
 *
 * <p>Depends on {@code store} and {@code model}.
 */
@NullMarked
package io.feedback4j.alert;

import org.jspecify.annotations.NullMarked;

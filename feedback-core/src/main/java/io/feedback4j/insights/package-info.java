/**
 * What votes mean: shares, means and differences with how sure they are, periods and time zones, trends and rankings.
 *
 * <p>Belongs here: every formula, as a pure function that names its source; what a number is called, of what it is a share,
 * and from how many votes on anything is said about it. Does not belong here: how sums are kept ({@code store.jdbc}), and how
 * they are shown.
 *
 * <p>Depends on {@code model} and {@code store}.
 */
@NullMarked
package io.feedback4j.insights;

import org.jspecify.annotations.NullMarked;

/**
 * What a destination has that was not given here: bringing it in, and comparing it with what is here.
 *
 * <p>Belongs here: paging through a whole list, telling what is ours from what is not, the report. Does not belong here:
 * looking up what is uncertain ({@code delivery}), the words of a particular upstream, SQL.
 *
 * <p>Depends on {@code delivery}, {@code model}, {@code store} and {@code background}.
 */
@NullMarked
package io.feedback4j.reading;

import org.jspecify.annotations.NullMarked;

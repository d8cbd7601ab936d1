/**
 * What destinations that speak HTTP share: one exchange within a time, and what each answer means.
 *
 * <p>Belongs here: the table of what statuses and broken connections mean. Does not belong here: the paths,
 * members and words of any one service.
 *
 * <p>Depends on {@code delivery}, {@code background} (for the threads of the HTTP client) and {@code java.net.http}.
 */
@NullMarked
package io.feedback4j.delivery.http;

import org.jspecify.annotations.NullMarked;

/**
 * The ports to whatever keeps feedback: {@link io.feedback4j.store.FeedbackStore} for what was said, {@link
 * io.feedback4j.store.DeliveryStore} for where it went.
 *
 * <p>Belongs here: what a store promises, in terms of the domain. Does not belong here: SQL, connections, HTTP.
 *
 * <p>Depends on {@code model}.
 */
@NullMarked
package io.feedback4j.store;

import org.jspecify.annotations.NullMarked;

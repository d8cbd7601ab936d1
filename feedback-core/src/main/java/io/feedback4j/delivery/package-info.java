/**
 * Deciding what to send when: claims, outcomes, pauses, look-ups of what is uncertain.
 *
 * <p>Belongs here: the ports {@link io.feedback4j.delivery.Destination} and {@link
 * io.feedback4j.delivery.ListedDestination} and every rule about trying again. Does not
 * belong here: the words of a particular upstream (those are in a room of their own below), SQL, the settle window.
 *
 * <p>Depends on {@code model}, {@code store} and {@code background}.
 */
@NullMarked
package io.feedback4j.delivery;

import org.jspecify.annotations.NullMarked;

/**
 * The signed webhook: feedback, and alarms, sent to an address of the host's choice, as Standard Webhooks describes it.
 *
 * <p>Belongs here: what its requests look like and how they are signed. Does not belong here: whether, when and how often
 * something is sent; what an answer means is the same for every destination that speaks HTTP.
 *
 * <p>Depends on {@code delivery}, {@code delivery.http}, {@code store}, {@code model}, {@code java.net.http} and Jackson.
 */
@NullMarked
package io.feedback4j.delivery.webhook;

import org.jspecify.annotations.NullMarked;

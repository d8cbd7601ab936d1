/**
 * The ports to whatever keeps feedback, all of them reached by {@link io.feedback4j.store.Store}: {@link
 * io.feedback4j.store.FeedbackStore} for what was said, {@link io.feedback4j.store.DeliveryStore} for where it went, {@link
 * io.feedback4j.store.ImportStore} for what came from there, {@link io.feedback4j.store.RejectedStore} and {@link
 * io.feedback4j.store.AuditStore} for what an operator decides, {@link io.feedback4j.store.LeaseStore} for whose turn it is, {@link
 * io.feedback4j.store.ImpressionStore} for what was shown, {@link io.feedback4j.store.ExportStore} for taking all of it along,
 * {@link io.feedback4j.store.ErasureStore} for forgetting a session, and {@link io.feedback4j.store.EventStore} for what happened.
 *
 * <p>Belongs here: what a store promises, in terms of the domain. Does not belong here: SQL, connections, HTTP.
 *
 * <p>Depends on {@code model}.
 */
@NullMarked
package io.feedback4j.store;

import org.jspecify.annotations.NullMarked;

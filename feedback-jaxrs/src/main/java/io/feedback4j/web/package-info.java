/**
 * What an endpoint does, written once: a container-neutral {@link io.feedback4j.web.Request} in, an {@link
 * io.feedback4j.web.Answer} out.
 *
 * <p>Belongs here: routes, reading and writing JSON, problems, access, the front-end's files. Does not belong here: any
 * {@code jakarta} type (those are in the thin ways in), any decision about feedback itself (those are in core).
 */
@NullMarked
package io.feedback4j.web;

import org.jspecify.annotations.NullMarked;

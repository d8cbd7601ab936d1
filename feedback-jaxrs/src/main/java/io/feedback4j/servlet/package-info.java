/**
 * The way in for applications without Jakarta REST: a plain servlet filter over the same handler, and the initializer
 * that mounts it when a setting asks for it.
 *
 * <p>Belongs here: translation between {@code jakarta.servlet} and {@code web}. Does not belong here: any decision; any
 * {@code jakarta.ws.rs} type.
 */
@NullMarked
package io.feedback4j.servlet;

import org.jspecify.annotations.NullMarked;

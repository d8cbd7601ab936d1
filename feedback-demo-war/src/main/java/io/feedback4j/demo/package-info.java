/**
 * The demo: a host application with feedback4j dropped in, and nothing of it registered by hand.
 *
 * <p>Belongs here: the application's start and stop, the settings it makes up where nobody gave any, its own endpoints
 * below {@code /api/simulator} and {@code /api/sandbox}. Does not belong here: anything that a user of the library
 * would want to have; that belongs into the library.
 *
 * <p>It stands where any host stands: it is configured like one, its REST root is {@code /api}, and it gives the
 * library its made-up settings as parameters of the servlet context.
 */
@NullMarked
package io.feedback4j.demo;

import org.jspecify.annotations.NullMarked;

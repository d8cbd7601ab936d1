/**
 * The conversations that the Simulator holds: sessions, messages, and the small assistant that answers.
 *
 * <p>Belongs here: what would still make sense with any page and any upstream. Does not belong here: HTTP, JSON, and
 * anything about feedback. Everything is kept in memory, bounded, and gone after a restart.
 */
@NullMarked
package io.feedback4j.demo.chat;

import org.jspecify.annotations.NullMarked;

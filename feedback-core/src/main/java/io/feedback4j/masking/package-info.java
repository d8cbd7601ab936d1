/**
 * What in a text belongs to somebody and need not be kept: found, and replaced by a word that says what stood there.
 *
 * <p>Belongs here: what an e-mail address, a phone number, a card number looks like. Does not belong here: when a text is
 * masked, where it is kept or sent.
 *
 * <p>Depends on {@code model}.
 */
@NullMarked
package io.feedback4j.masking;

import org.jspecify.annotations.NullMarked;

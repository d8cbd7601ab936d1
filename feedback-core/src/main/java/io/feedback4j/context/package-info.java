/**
 * The words a vote is about, for those who read it: what was sent with the vote, what the application knows, what a
 * destination keeps of the conversation.
 *
 * <p>Belongs here: whom to ask, how long to wait, what to remember of the answers. Does not belong here: how a destination
 * is asked.
 *
 * <p>Depends on {@code delivery}, {@code masking}, {@code store}, {@code model}, {@code background}. Nothing here is on the way of a vote.
 */
@NullMarked
package io.feedback4j.context;

import org.jspecify.annotations.NullMarked;

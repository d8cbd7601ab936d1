/**
 * The Simulator's conversations held with an assistant at Twilio: its Messages and Sessions calls.
 *
 * <p>Belongs here: what goes over the wire to it, and how its answers are read. Does not belong here: feedback, which
 * the library forwards by itself, and the sandbox, which shares no code with any client.
 */
@NullMarked
package io.feedback4j.demo.twilio;

import org.jspecify.annotations.NullMarked;

/**
 * Breaks everything around the product that can be broken, and counts what became of the votes.
 *
 * <p>Belongs here: the load, a destination that misbehaves on demand, a host process that is killed, frozen and
 * starved, and the checker that compares what was acknowledged with what arrived. Run by {@link
 * io.feedback4j.faults.FaultRun}; nothing here is a unit test.
 *
 * <p>The destination and the checker share no code with what they check.
 */
package io.feedback4j.faults;

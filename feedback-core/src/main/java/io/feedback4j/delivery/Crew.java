package io.feedback4j.delivery;

import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;

/**
 * Who works for a round, and how chance and time reach it.
 *
 * @param senders runs as many exchanges at once as there may be
 * @param readers runs readings of lists
 * @param random from 0 (inclusive) to 1
 * @param wake asks for another round now
 */
record Crew(Executor senders, Executor readers, DoubleSupplier random, Runnable wake) {}

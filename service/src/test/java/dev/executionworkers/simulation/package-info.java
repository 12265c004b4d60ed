/**
 * The real pipeline, operations and policies in a simulated world: one thread runs at a time, the
 * seed decides which, time jumps when nobody can run, and the store, the peers, the callers and the
 * processes themselves fail as the seed says. The same seed shows the same run again.
 */
@NullMarked
package dev.executionworkers.simulation;

import org.jspecify.annotations.NullMarked;

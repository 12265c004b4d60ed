/**
 * A Temporal server, and a workflow engine that calls activities by their names as one in another
 * language does.
 *
 * <p>{@link dev.executionworkers.simulators.temporal.TemporalServer} is the test server of
 * Temporal's Java SDK on a port of 127.0.0.1. It keeps its history in memory, and it is no
 * simulator of ours: what it does is Temporal's own idea of itself.
 *
 * <p>May live here: what stands in for a workflow engine. May import: the JDK, Jackson, JSpecify,
 * Temporal's SDK and its test server with the gRPC they are built on.
 */
@NullMarked
package dev.executionworkers.simulators.temporal;

import org.jspecify.annotations.NullMarked;

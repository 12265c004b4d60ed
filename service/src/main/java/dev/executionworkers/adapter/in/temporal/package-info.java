/**
 * The entrance by Temporal: a worker that polls a task queue and serves the operations as
 * activities. {@link dev.executionworkers.adapter.in.temporal.TemporalWorker} is all that the
 * wiring makes.
 *
 * <p>May live here: what is particular to Temporal. An activity hands its input to the codec, its
 * command to the application and its answer back; it decides nothing about an operation, and the
 * documents that it carries are those of {@link dev.executionworkers.adapter.in.wire}. Nothing of
 * this package is loaded unless a Temporal server is configured. May import: {@code java.*},
 * JSpecify, {@code domain}, {@code port.in}, {@code adapter.in.wire}, {@link
 * dev.executionworkers.port.out.ActivityTelemetry}, Temporal's SDK with the gRPC it is built on,
 * TLS and SLF4J.
 */
@NullMarked
package dev.executionworkers.adapter.in.temporal;

import org.jspecify.annotations.NullMarked;

/**
 * The six operations, each in the order in which it happens, declaring only what differs.
 *
 * <p>May live here: {@link dev.executionworkers.application.operation.Operation}, what it may use
 * of the pipeline ({@link dev.executionworkers.application.operation.Steps}), and the catalogue. No
 * clock, no chance, no logger, no tracer, no thread: those are the pipeline's. May import: {@code
 * java.*}, JSpecify, {@code domain} and {@code port.out}.
 */
@NullMarked
package dev.executionworkers.application.operation;

import org.jspecify.annotations.NullMarked;

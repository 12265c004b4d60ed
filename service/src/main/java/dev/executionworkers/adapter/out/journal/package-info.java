/**
 * What the service remembers of its executions.
 *
 * <p>May live here: implementations of {@link dev.executionworkers.port.out.Journal}, and the only
 * SQL of the service once there is any. May import: {@code java.*}, JSpecify, {@code domain} and
 * {@code port.out}.
 */
@NullMarked
package dev.executionworkers.adapter.out.journal;

import org.jspecify.annotations.NullMarked;

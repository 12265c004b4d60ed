/**
 * What every operation goes through: it is claimed or joined, its steps are recorded and tried
 * again, its callers are held and answered, its outcome is recorded and told.
 *
 * <p>May live here: everything about executions that does not depend on which operation it is.
 * Threads, clock and chance come in from outside ({@link dev.executionworkers.port.out.Time}), so
 * that a test can own them. May import: {@code java.*}, JSpecify, {@code domain}, {@code port} and
 * {@code application.operation}.
 */
@NullMarked
package dev.executionworkers.application.pipeline;

import org.jspecify.annotations.NullMarked;

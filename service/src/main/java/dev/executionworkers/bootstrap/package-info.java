/**
 * The start: {@link dev.executionworkers.bootstrap.Settings} read once from the environment, and
 * the wiring of everything by them, the only place that makes adapters.
 *
 * <p>May live here: settings, wiring, the order of start and stop, what the process asks of its JVM
 * and its machine. May import: everything; imported only by {@code Main}.
 */
@NullMarked
package dev.executionworkers.bootstrap;

import org.jspecify.annotations.NullMarked;

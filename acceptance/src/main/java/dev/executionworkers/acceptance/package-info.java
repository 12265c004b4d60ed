/**
 * Drives the packaged service from outside, as a process of its own between callers and simulated
 * foreign systems. What the demonstration and the acceptance tests share lives here.
 *
 * <p>{@link dev.executionworkers.acceptance.ServiceProcess} is the service, {@link
 * dev.executionworkers.acceptance.ForeignSystems} what it calls, {@link
 * dev.executionworkers.acceptance.Caller} who calls it, {@link
 * dev.executionworkers.acceptance.SpanCollector} where its spans go.
 *
 * <p>May import: the simulators, the JDK, Jackson, JSpecify; nothing of the service, which is known
 * here by what it says on the wire and on standard output.
 */
@NullMarked
package dev.executionworkers.acceptance;

import org.jspecify.annotations.NullMarked;

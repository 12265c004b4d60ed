/**
 * The ways out: what the application needs from the world, named by capability.
 *
 * <p>May live here: interfaces that adapters implement and the values they exchange. Foreign
 * systems answer with {@link dev.executionworkers.domain.outcome.StepResult}; an exception from a
 * port is a bug, unless it is the journal's ({@link
 * dev.executionworkers.port.out.JournalUnavailableException}, {@link
 * dev.executionworkers.port.out.LeaseLostException}) or a standby's ({@link
 * dev.executionworkers.port.out.WithdrawnException}). May import: {@code java.*}, JSpecify and
 * {@code domain}.
 */
@NullMarked
package dev.executionworkers.port.out;

import org.jspecify.annotations.NullMarked;

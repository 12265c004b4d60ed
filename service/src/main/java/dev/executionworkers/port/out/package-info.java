/**
 * The ways out: what the application needs from the world, named by capability.
 *
 * <p>May live here: interfaces that adapters implement and the values they exchange. Foreign
 * systems answer with {@link dev.executionworkers.domain.outcome.StepResult}; an exception from a
 * port is a bug or, from the journal, {@link
 * dev.executionworkers.port.out.JournalUnavailableException}. May import: {@code java.*}, JSpecify
 * and {@code domain}.
 */
@NullMarked
package dev.executionworkers.port.out;

import org.jspecify.annotations.NullMarked;

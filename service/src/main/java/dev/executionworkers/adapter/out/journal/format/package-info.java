/**
 * The JSON in which the journal keeps commands, outcomes and failures.
 *
 * <p>May live here: formats that read everything they ever wrote. May import: {@code java.*},
 * JSpecify, Jackson, {@code domain} and {@code port.out}.
 */
@NullMarked
package dev.executionworkers.adapter.out.journal.format;

import org.jspecify.annotations.NullMarked;

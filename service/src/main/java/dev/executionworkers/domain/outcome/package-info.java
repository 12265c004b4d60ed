/**
 * What can come of a command: the closed vocabulary of failure, ordered by what each tells about
 * the effect, and the outcomes made of it.
 *
 * <p>May live here: values that say what happened. May import: {@code java.*}, JSpecify and {@code
 * domain.command}.
 */
@NullMarked
package dev.executionworkers.domain.outcome;

import org.jspecify.annotations.NullMarked;

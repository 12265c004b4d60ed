/**
 * What the service can be asked to do: one sealed {@link
 * dev.executionworkers.domain.command.Command} with six records that validate themselves, the
 * identifiers they are made of, and {@link dev.executionworkers.domain.command.Secret}.
 *
 * <p>May live here: values that say what is wanted, and the rules that make them valid. May import:
 * {@code java.*} and JSpecify, nothing else.
 */
@NullMarked
package dev.executionworkers.domain.command;

import org.jspecify.annotations.NullMarked;

/**
 * What {@code ./run demo} shows: an environment made and a token rotated, told step by step by what
 * the foreign systems really saw.
 *
 * <p>{@link dev.executionworkers.acceptance.demo.Demo} puts it on, {@code Story} is what is asked
 * for, {@code Traffic} what happened outside, {@code Narrator} how it is printed, {@code Checks}
 * what was not as it should be. May import: {@code acceptance}, the simulators, the JDK, Jackson,
 * JSpecify.
 */
@NullMarked
package dev.executionworkers.acceptance.demo;

import org.jspecify.annotations.NullMarked;

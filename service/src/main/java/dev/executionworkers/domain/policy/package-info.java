/**
 * Pure decisions: whether to try again, how long to pause, what a repeated request gets.
 *
 * <p>May live here: functions of values, without clock, chance or effect. May import: {@code
 * java.*}, JSpecify and the rest of {@code domain}.
 */
@NullMarked
package dev.executionworkers.domain.policy;

import org.jspecify.annotations.NullMarked;

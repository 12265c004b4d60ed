/**
 * One class for each figure of the table.
 *
 * <p>May import: {@code java.*}, JSpecify, {@code bench}, {@code acceptance}, and of the service
 * its journals.
 */
@NullMarked
package dev.executionworkers.bench.figure;

import org.jspecify.annotations.NullMarked;

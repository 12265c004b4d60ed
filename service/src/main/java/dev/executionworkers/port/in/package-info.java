/**
 * The way in: what an entrance (HTTP, Temporal) hands over and what it gets back.
 *
 * <p>May live here: interfaces that the application implements and the values they exchange. May
 * import: {@code java.*}, JSpecify and {@code domain}.
 */
@NullMarked
package dev.executionworkers.port.in;

import org.jspecify.annotations.NullMarked;

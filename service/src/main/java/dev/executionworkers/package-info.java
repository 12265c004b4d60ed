/** The start of the process: settings, wiring, start, wait. Only {@code Main} lives here. */
@NullMarked
package dev.executionworkers;

import org.jspecify.annotations.NullMarked;

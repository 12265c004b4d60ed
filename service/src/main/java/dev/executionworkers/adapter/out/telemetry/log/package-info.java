/**
 * The log: one JSON object a line on standard output, and nothing else on either stream.
 *
 * <p>May live here: how a line is made, bounded, made harmless and written. May import: {@code
 * java.*}, JSpecify, SLF4J, Logback, Jackson, and of OpenTelemetry what tells the current span.
 */
@NullMarked
package dev.executionworkers.adapter.out.telemetry.log;

import org.jspecify.annotations.NullMarked;

/**
 * What the service tells of itself: metrics for Prometheus, spans for OpenTelemetry, and the lines
 * of the log that go with them. {@link dev.executionworkers.adapter.out.telemetry.TelemetryStack}
 * builds all of it.
 *
 * <p>May live here: the implementations of the telemetry ports. Labels are closed sets, never ids;
 * spans and lines carry our own words, never a foreign exception's message and never a secret. May
 * import: {@code java.*}, JSpecify, {@code domain}, {@code port.out}, OpenTelemetry, Prometheus'
 * client and SLF4J; nothing but this package and {@code bootstrap} may import the middle two.
 */
@NullMarked
package dev.executionworkers.adapter.out.telemetry;

import org.jspecify.annotations.NullMarked;

/**
 * The entrance over HTTP: routes, the caller's token, bytes to commands, answers to bytes.
 *
 * <p>May live here: what the wire says and how it is read and written. It decides nothing about an
 * operation. The codec, the replies and the tables of statuses know nothing of the server's
 * library. May import: {@code java.*}, JSpecify, {@code domain}, {@code port.in}, {@link
 * dev.executionworkers.port.out.RequestTelemetry}, {@link
 * dev.executionworkers.port.out.MetricsPage}, {@link dev.executionworkers.port.out.Ledger} with
 * {@link dev.executionworkers.port.out.JournalUnavailableException}, Helidon, Jackson and SLF4J.
 */
@NullMarked
package dev.executionworkers.adapter.in.http;

import org.jspecify.annotations.NullMarked;

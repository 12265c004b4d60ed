/**
 * The entrance over HTTP: routes, the caller's token, requests in, replies out.
 *
 * <p>May live here: what is particular to HTTP. It decides nothing about an operation, and the
 * documents that it carries are those of {@link dev.executionworkers.adapter.in.wire}. May import:
 * {@code java.*}, JSpecify, {@code domain}, {@code port.in}, {@code adapter.in.wire}, {@link
 * dev.executionworkers.port.out.RequestTelemetry}, {@link
 * dev.executionworkers.port.out.MetricsPage}, {@link dev.executionworkers.port.out.Ledger} with
 * {@link dev.executionworkers.port.out.JournalUnavailableException}, Helidon, Jackson and SLF4J.
 */
@NullMarked
package dev.executionworkers.adapter.in.http;

import org.jspecify.annotations.NullMarked;

/**
 * The ways of domain events out of the service.
 *
 * <p>May live here: implementations of {@link dev.executionworkers.port.out.EventSink}, the form in
 * which events leave, CloudEvents 1.0, and who delivers them from the {@link
 * dev.executionworkers.port.out.Outbox}. Events are counted where the outcome is recorded, not
 * here. May import: {@code java.*}, JSpecify, {@code domain}, {@code port.out}, {@code
 * adapter.out.exchange}, Jackson and SLF4J.
 */
@NullMarked
package dev.executionworkers.adapter.out.events;

import org.jspecify.annotations.NullMarked;

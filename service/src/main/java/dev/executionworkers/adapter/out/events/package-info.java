/**
 * The ways of domain events out of the service.
 *
 * <p>May live here: implementations of {@link dev.executionworkers.port.out.EventSink} and the form
 * in which events leave, CloudEvents 1.0. Events are counted where the outcome is recorded, not
 * here. May import: {@code java.*}, JSpecify, {@code domain}, {@code port.out} and SLF4J.
 */
@NullMarked
package dev.executionworkers.adapter.out.events;

import org.jspecify.annotations.NullMarked;

/**
 * A small HTTP/1.1 server for simulators, and the faults that can be planned on it.
 *
 * <p>It works on raw sockets, one virtual thread per connection, because its faults need the socket
 * itself: a reset by {@code SO_LINGER 0}, half an answer, bytes that are no HTTP, a body that drips
 * for ever. It knows keep-alive, {@code Content-Length} and chunked request bodies, {@code Expect:
 * 100-continue} and {@code HEAD}; it binds 127.0.0.1 only. It is no server for anything but tests,
 * demonstrations and measurements.
 *
 * <p>Every request is recorded before a fault may touch it. One that matches a rule of the {@link
 * dev.executionworkers.simulators.wire.FaultPlan} suffers that rule's {@link
 * dev.executionworkers.simulators.wire.Fault}; any other is answered by the simulator's {@link
 * dev.executionworkers.simulators.wire.Handler}.
 *
 * <h2>Driving it from another process</h2>
 *
 * Paths under {@code /_sim/} are the server's own. They are neither recorded nor subject to faults.
 *
 * <ul>
 *   <li>{@code GET /_sim/received}: what was received and what became of it, oldest first.
 *   <li>{@code DELETE /_sim/received}: forgets it.
 *   <li>{@code POST /_sim/faults}: adds a rule, {@code {"fault":"EffectThenReset","times":1,
 *       "method":"PATCH","path":"/api/v2.0/robots/\\d+"}}. {@code fault} names a {@link
 *       dev.executionworkers.simulators.wire.Fault} record; {@code times} is absent for always;
 *       {@code method} and {@code path} (a regular expression over the whole decoded path) narrow
 *       the match. Fields a fault may need: {@code pause} and {@code interval} (milliseconds),
 *       {@code then} (another fault object), {@code status}, {@code headers} (an object) and {@code
 *       body} (text, or any other JSON value for a JSON body), {@code bytes}.
 *   <li>{@code DELETE /_sim/faults}: drops all rules.
 *   <li>{@code GET /_sim/state}: the simulator's own state, where it publishes one.
 * </ul>
 *
 * <p>May import: the JDK, Jackson, JSpecify. Knows no particular simulator.
 */
@NullMarked
package dev.executionworkers.simulators.wire;

import org.jspecify.annotations.NullMarked;

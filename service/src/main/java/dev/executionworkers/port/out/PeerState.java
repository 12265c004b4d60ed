package dev.executionworkers.port.out;

import java.time.Duration;

/**
 * How things stand between us and a foreign system.
 *
 * @param target the {@code target} of metrics
 * @param circuit whether calls reach it
 * @param blocked for how much longer it wants to be left alone; nothing when it does not
 */
public record PeerState(String target, CircuitState circuit, Duration blocked) {}

package dev.executionworkers.application.pipeline;

import dev.executionworkers.port.out.EventSink;
import dev.executionworkers.port.out.ExecutionTelemetry;
import dev.executionworkers.port.out.Journal;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What executions use of the world, whatever their operation.
 *
 * @param chance spreads retries; thread-safe
 * @param hold for how long a lease is renewed before each attempt: longer than any attempt takes
 */
public record Ports(
    Journal journal,
    EventSink events,
    ExecutionTelemetry telemetry,
    RandomGenerator chance,
    Duration hold) {}

package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.adapter.out.journal.StoredEvent;
import dev.executionworkers.adapter.out.journal.seal.JournalKeys;
import dev.executionworkers.port.out.DomainEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a journal in a shared PostgreSQL is kept.
 *
 * @param connections how many at most; whoever finds none free waits for two seconds
 * @param retention for how long finished executions are kept
 * @param keys what secrets are sealed with; the same for every replica
 * @param outbox the form in which events leave, when a sink wants them delivered; without it none
 *     are kept
 */
public record PostgresConfig(
    DatabaseUrl url,
    int connections,
    Duration retention,
    JournalKeys keys,
    InstantSource clock,
    Optional<Function<DomainEvent, StoredEvent>> outbox) {
  /** As many connections as a replica needs to keep a PostgreSQL of moderate size busy. */
  public static final int DEFAULT_CONNECTIONS = 16;
}

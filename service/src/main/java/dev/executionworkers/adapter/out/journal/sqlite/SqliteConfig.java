package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.StoredEvent;
import dev.executionworkers.adapter.out.journal.seal.JournalKeys;
import dev.executionworkers.port.out.DomainEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How an embedded journal is kept.
 *
 * @param folder where it is; this process's alone
 * @param retention for how long finished executions are kept
 * @param keys what secrets are sealed with; without them a key file is made in the folder
 * @param outbox the form in which events leave, when a sink wants them delivered; without it none
 *     are kept
 * @param onFatal told once, on a thread of its own, when the journal has failed and the process
 *     must end: a database that failed to write may not know what it has written, and only opening
 *     it anew finds out
 */
public record SqliteConfig(
    Path folder,
    Duration retention,
    Optional<JournalKeys> keys,
    InstantSource clock,
    Optional<Function<DomainEvent, StoredEvent>> outbox,
    Consumer<Throwable> onFatal) {}

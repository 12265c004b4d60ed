package dev.executionworkers.bootstrap;

import dev.executionworkers.adapter.out.journal.StoredEvent;
import dev.executionworkers.adapter.out.journal.postgres.DatabaseUrl;
import dev.executionworkers.adapter.out.journal.postgres.PostgresConfig;
import dev.executionworkers.adapter.out.journal.postgres.PostgresJournal;
import dev.executionworkers.adapter.out.journal.sqlite.SqliteConfig;
import dev.executionworkers.adapter.out.journal.sqlite.SqliteJournal;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.JournalTelemetry;
import dev.executionworkers.port.out.Ledger;
import dev.executionworkers.port.out.Outbox;
import dev.executionworkers.port.out.PeerLimits;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The journal that the settings name, and how it is read.
 *
 * @param ledger the same journal, as an operator reads it
 * @param outbox its events; none are added unless they are to be delivered
 * @param peerLimits how much foreign systems have been asked
 */
record Journals(Journal journal, Ledger ledger, Outbox outbox, PeerLimits peerLimits) {

  /**
   * Opens it.
   *
   * @param events the form in which events leave; without it none are kept
   * @param onFatal told once when it has failed and the process must end
   * @throws dev.executionworkers.adapter.out.journal.JournalStartException when it cannot be used
   */
  static Journals open(
      Settings.Storage storage,
      Optional<Function<DomainEvent, StoredEvent>> events,
      InstantSource clock,
      JournalTelemetry telemetry,
      Consumer<Throwable> onFatal) {
    return storage
        .database()
        .map(database -> shared(database, storage, events, clock, telemetry))
        .orElseGet(() -> embedded(storage, events, clock, telemetry, onFatal));
  }

  private static Journals shared(
      DatabaseUrl database,
      Settings.Storage storage,
      Optional<Function<DomainEvent, StoredEvent>> events,
      InstantSource clock,
      JournalTelemetry telemetry) {
    PostgresJournal journal =
        PostgresJournal.open(
            new PostgresConfig(
                database,
                PostgresConfig.DEFAULT_CONNECTIONS,
                storage.retention(),
                storage.keys().orElseThrow(),
                clock,
                events),
            telemetry);
    return new Journals(journal, journal, journal.outbox(), journal.peerLimits());
  }

  private static Journals embedded(
      Settings.Storage storage,
      Optional<Function<DomainEvent, StoredEvent>> events,
      InstantSource clock,
      JournalTelemetry telemetry,
      Consumer<Throwable> onFatal) {
    SqliteJournal journal =
        SqliteJournal.open(
            new SqliteConfig(
                storage.dataDir(), storage.retention(), storage.keys(), clock, events, onFatal),
            telemetry);
    return new Journals(journal, journal, journal.outbox(), journal.peerLimits());
  }
}

package dev.executionworkers.adapter.out.journal;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.port.out.Journal.Ending;
import dev.executionworkers.port.out.Journal.FailedAttempt;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Ledger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** All that an {@link InMemoryJournal} was ever told, as an operator reads it. Thread-safe. */
final class InMemoryLedger implements Ledger {
  private final InstantSource clock;
  private final SequencedMap<ExecutionId, Kept> kept = new LinkedHashMap<>();

  InMemoryLedger(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void begun(Intent intent, String outboundKey, boolean effectInDoubt) {
    kept.put(intent.proposed(), new Kept(kept.size() + 1, intent, outboundKey, effectInDoubt));
  }

  synchronized void recorded(ExecutionId execution, String step, String value) {
    kept(execution).steps.put(step, RecordedStep.of(step, value, clock.instant()));
  }

  synchronized void noted(ExecutionId execution, FailedAttempt attempt) {
    Optional.ofNullable(kept.get(execution)).ifPresent(entry -> entry.failures.add(attempt));
  }

  synchronized void finished(ExecutionId execution, Ending ending) {
    Kept entry = kept(execution);
    entry.effectInDoubt = ending.effectInDoubt();
    entry.end = Optional.of(new Known.End(ending.outcome(), ending.event().at()));
  }

  synchronized void rests(ExecutionId execution, Optional<Instant> aftercareAt) {
    kept(execution).aftercareAt = aftercareAt;
  }

  @Override
  public synchronized Page list(Query query) {
    List<Line> lines =
        kept.sequencedValues().reversed().stream()
            .map(Kept::line)
            .filter(line -> matches(line, query))
            .limit(query.limit())
            .toList();
    boolean full = lines.size() == query.limit();
    return new Page(lines, full ? Optional.of(lines.getLast().number()) : Optional.empty());
  }

  @Override
  public synchronized Optional<Entry> find(ExecutionId execution) {
    return Optional.ofNullable(kept.get(execution)).map(Kept::entry);
  }

  private static boolean matches(Line line, Query query) {
    return query.before().map(number -> line.number() < number).orElse(true)
        && query.operation().map(line.operation()::equals).orElse(true)
        && query.subject().map(line.subject()::equals).orElse(true)
        && query.state().map(line.state()::equals).orElse(true)
        && query.since().map(since -> !line.begunAt().isBefore(since)).orElse(true);
  }

  private Kept kept(ExecutionId execution) {
    return Optional.ofNullable(kept.get(execution)).orElseThrow();
  }

  private static final class Kept {
    private final long number;
    private final Intent intent;
    private final String outboundKey;
    private final Map<String, RecordedStep> steps = new HashMap<>();
    private final Failures failures = new Failures(List.of());
    private boolean effectInDoubt;
    private Optional<Known.End> end = Optional.empty();
    private Optional<Instant> aftercareAt = Optional.empty();

    Kept(long number, Intent intent, String outboundKey, boolean effectInDoubt) {
      this.number = number;
      this.intent = intent;
      this.outboundKey = outboundKey;
      this.effectInDoubt = effectInDoubt;
    }

    Line line() {
      Command command = intent.command();
      return new Line(
          number,
          intent.proposed(),
          command.operation(),
          command.subject(),
          intent.at(),
          end.map(Known.End::at),
          end.map(Known.End::outcome));
    }

    Entry entry() {
      return new Entry(
          line(),
          outboundKey,
          intent.lane(),
          effectInDoubt,
          aftercareAt,
          steps.values().stream()
              .sorted(Comparator.comparing(RecordedStep::at).thenComparing(RecordedStep::name))
              .toList(),
          failures.all());
    }
  }
}

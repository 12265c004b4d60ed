package dev.executionworkers.port.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.port.out.Outbox.Backlog;
import dev.executionworkers.port.out.Outbox.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Outbox} promises. Time comes in with each request. */
public abstract class OutboxContract {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(10);

  /** An outbox that is empty at the test's first use of it. */
  protected abstract Outbox outbox();

  /** Records an event, whose body and id are its execution's id. */
  protected abstract void record(DomainEvent event);

  private void record(String id, String subject) {
    record(id, subject, NOW);
  }

  private void record(String id, String subject, Instant at) {
    record(
        new DomainEvent(
            new ExecutionId(id), OperationName.PROVISION_SECRETS, subject, at, Optional.empty()));
  }

  private List<Waiting> due(Instant now) {
    return outbox().due(now, 100);
  }

  private List<String> ids(Instant now) {
    return due(now).stream().map(Waiting::id).toList();
  }

  private long number(String id) {
    return due(Instant.parse("2100-01-01T00:00:00Z")).stream()
        .filter(event -> event.id().equals(id))
        .findFirst()
        .orElseThrow()
        .number();
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(due(NOW)).isEmpty();
    assertThat(outbox().backlog(NOW)).isEqualTo(Backlog.NONE);
  }

  @Test
  void whatIsRecordedIsDueAtOnceWithItsBody() {
    record("a1", "a");

    assertThat(due(NOW))
        .singleElement()
        .isEqualTo(new Waiting(number("a1"), "a1", "a", "a1", 0, Optional.empty()));
  }

  @Test
  void tellsInTheOrderOfRecording() {
    IntStream.range(0, 30).forEach(i -> record("e" + i, "s" + i % 3));

    assertThat(ids(NOW)).containsExactlyElementsOf(names(0, 30));
    assertThat(outbox().due(NOW, 7)).map(Waiting::id).containsExactlyElementsOf(names(0, 7));
  }

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "e" + i).toList();
  }

  @Test
  void whatIsDeliveredIsForgotten() {
    record("a1", "a");
    record("a2", "a");
    record("b1", "b");

    outbox().delivered(List.of(number("a1"), number("b1")));

    assertThat(ids(NOW)).containsExactly("a2");
  }

  @Test
  void markingTwiceDoesNoHarm() {
    record("a1", "a");
    record("a2", "a");
    long number = number("a1");
    outbox().delivered(List.of(number));

    outbox().delivered(List.of(number));

    assertThat(ids(NOW)).containsExactly("a2");
  }

  @Test
  void whatIsPutOffHoldsBackItsSubjectAndNoOther() {
    record("a1", "a");
    record("b1", "b");
    record("a2", "a");
    record("b2", "b");

    outbox().putOff(number("a1"), LATER, Optional.empty());

    assertThat(ids(NOW)).containsExactly("b1", "b2");
    assertThat(ids(LATER.minusMillis(1))).containsExactly("b1", "b2");
    assertThat(ids(LATER)).containsExactly("a1", "b1", "a2", "b2");
  }

  @Test
  void whatComesLaterWaitsBehindIt() {
    record("a1", "a");
    outbox().putOff(number("a1"), LATER, Optional.empty());

    record("a2", "a");

    assertThat(ids(NOW)).isEmpty();
    assertThat(ids(LATER)).containsExactly("a1", "a2");
  }

  @Test
  void countsAttemptsAndRemembersSinceWhenItIsRefused() {
    record("a1", "a");
    long number = number("a1");
    outbox().putOff(number, LATER, Optional.empty());
    outbox().putOff(number, LATER, Optional.of(NOW));

    assertThat(due(LATER))
        .singleElement()
        .isEqualTo(new Waiting(number, "a1", "a", "a1", 2, Optional.of(NOW)));

    outbox().putOff(number, LATER, Optional.empty());
    assertThat(due(LATER).getFirst().refusedSince()).isEmpty();
  }

  @Test
  void whatIsParkedLetsItsSubjectGoOn() {
    record("a1", "a");
    record("a2", "a");
    long number = number("a1");
    outbox().putOff(number, LATER, Optional.of(NOW));

    outbox().park(number, NOW);

    assertThat(ids(NOW)).containsExactly("a2");
    assertThat(outbox().backlog(NOW)).isEqualTo(new Backlog(1, 1, Duration.ZERO));
  }

  @Test
  void theBacklogIsWhatWaitsAndHowLongTheOldestHas() {
    record("a1", "a", NOW);
    record("a2", "a", NOW.plusSeconds(5));
    record("b1", "b", NOW.plusSeconds(6));
    outbox().putOff(number("a1"), LATER, Optional.empty());

    assertThat(outbox().backlog(LATER)).isEqualTo(new Backlog(3, 0, Duration.ofSeconds(10)));
    assertThat(outbox().backlog(NOW.minusSeconds(1))).isEqualTo(new Backlog(3, 0, Duration.ZERO));

    outbox().delivered(List.of(number("a1")));
    assertThat(outbox().backlog(LATER)).isEqualTo(new Backlog(2, 0, Duration.ofSeconds(5)));
  }

  @Test
  void whoeverAsksAloneMayPublish() {
    assertThat(outbox().mayPublish()).isTrue();
    assertThat(outbox().mayPublish()).isTrue();
  }
}

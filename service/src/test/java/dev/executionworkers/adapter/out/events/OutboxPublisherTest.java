package dev.executionworkers.adapter.out.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.telemetry.log.CapturedLog;
import dev.executionworkers.port.out.Outbox.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is delivered when, in which order, and what becomes of what the sink does not take. */
class OutboxPublisherTest extends PublisherScene {

  @Test
  void deliversWhatAnEarlierProcessLeftInTheOrderOfRecording() {
    add("a1", "b1", "a2", "c1", "b2");

    start();

    assertThat(sink.events()).containsExactly("a1", "b1", "a2", "c1", "b2");
    assertThat(outbox.backlog(time.now()).waiting()).isZero();
  }

  @Test
  void aNewEventIsDeliveredAtOnce() {
    start();
    pass(Duration.ofMillis(300));

    publish("a1");

    assertThat(after("a1")).containsExactly(Duration.ofMillis(300));
  }

  @Test
  void whatNobodyToldOfIsFoundWithinASecond() {
    start();
    pass(() -> add("a1"));

    pass(SECOND);

    assertThat(after("a1")).containsExactly(SECOND);
  }

  @Test
  void deliversMoreThanFitsIntoOneRoundWithoutAPause() {
    add(IntStream.range(0, 350).mapToObj(i -> "e" + i).toArray(String[]::new));

    start();

    assertThat(sink.events())
        .containsExactlyElementsOf(IntStream.range(0, 350).mapToObj(i -> "e" + i).toList());
    assertThat(time.now()).isEqualTo(start);
  }

  @Test
  void anEventThatFailsHoldsBackItsSubjectAndNoOther() {
    sink.answers(event -> sink.answer(event.equals("a1") && time.now().equals(start) ? 500 : 204));
    add("a1", "a2", "b1", "a3", "b2");

    start();
    assertThat(sink.events()).containsExactly("a1", "b1", "b2");
    pass(SECOND);

    assertThat(sink.events()).containsExactly("a1", "b1", "b2", "a1", "a2", "a3");
  }

  @Test
  void triesAgainAfterPausesThatDoubleFrom200MillisecondsToAMinute() {
    sink.answers(_ -> sink.answer(500));
    add("a1");

    start();
    pass(Duration.ofMinutes(5));

    List<Instant> times = sink.times("a1");
    assertThat(
            IntStream.range(1, times.size())
                .mapToObj(i -> Duration.between(times.get(i - 1), times.get(i)).toMillis())
                .map(millis -> Math.round(millis / 100.0) * 100))
        .startsWith(200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 12_800L, 25_600L, 51_200L, 60_000L)
        .last()
        .isEqualTo(60_000L);
  }

  @Test
  void anEventThatNeverGoesThroughDisturbsNoOtherForHours() {
    sink.answers(event -> sink.answer(event.equals("a1") ? 500 : 200));
    add("a1");
    start();
    pass(Duration.ofHours(1));

    publish("b1");

    assertThat(after("b1")).containsExactly(Duration.ofHours(1));
    assertThat(outbox.backlog(time.now())).isEqualTo(new Backlog(1, 0, Duration.ofHours(1)));
  }

  @Test
  void aSinkThatNamesATimeIsLeftAloneUntilThen() {
    sink.answers(_ -> sink.answer(503, MINUTE));
    add("a1", "b1");

    start();
    sink.answers(_ -> sink.answer(200));
    publish("c1");
    pass(MINUTE.minusMillis(1));
    assertThat(sink.events()).containsExactly("a1");
    pass(SECOND);

    assertThat(sink.events()).containsExactly("a1", "a1", "b1", "c1");
    assertThat(after("b1")).containsExactly(MINUTE);
  }

  @Test
  void aSinkThatCannotBeReachedIsNotTriedForEverySubject() {
    sink.answers(_ -> FakeSink.fault(Fault.NOT_CONNECTED));
    add(IntStream.range(0, 26).mapToObj(i -> (char) ('a' + i) + "1").toArray(String[]::new));

    start();
    pass(MINUTE);

    assertThat(sink.events()).hasSizeBetween(5, 12);
    sink.answers(_ -> sink.answer(200));
    pass(MINUTE.multipliedBy(2));
    assertThat(outbox.backlog(time.now()).waiting()).isZero();
  }

  @Test
  void aSinkThatFailsOneSubjectAfterAnotherIsLeftAloneToo() {
    sink.answers(_ -> sink.answer(500));
    add(IntStream.range(0, 26).mapToObj(i -> (char) ('a' + i) + "1").toArray(String[]::new));

    start();

    assertThat(sink.events()).containsExactly("a1", "b1", "c1");
  }

  @Test
  void aRefusedEventIsTriedForADayAndThenParkedSoThatItsSubjectGoesOn() {
    sink.answers(event -> sink.answer(event.equals("a1") ? 422 : 200));
    add("a1", "a2");
    Instant aDayAgo = start.minus(Duration.ofHours(24));
    outbox.putOff(1, start, Optional.of(aDayAgo.plus(MINUTE)));

    try (var log = new CapturedLog("dev.executionworkers.adapter.out.events")) {
      start();
      assertThat(sink.events()).containsExactly("a1");
      pass(MINUTE.multipliedBy(3));
      assertThat(sink.events()).endsWith("a1", "a2").filteredOn("a2"::equals).hasSize(1);
      assertThat(outbox.backlog(time.now())).isEqualTo(new Backlog(0, 1, Duration.ZERO));
      assertThat(publisher.backlog()).isEqualTo(outbox.backlog(time.now()));
      int attempts = sink.events().size();
      pass(Duration.ofHours(2));
      assertThat(sink.events()).hasSize(attempts);
      assertThat(log.lines())
          .filteredOn(line -> line.get("level").asString().equalsIgnoreCase("error"))
          .singleElement()
          .satisfies(line -> assertThat(line.get("eventId").asString()).isEqualTo("a1"));
    }
  }

  @Test
  void whatIsRefusedIsTriedLessAndLessUpToAnHour() {
    sink.answers(_ -> sink.answer(400));
    add("a1");

    start();
    pass(Duration.ofHours(4));

    List<Instant> times = sink.times("a1");
    assertThat(times).hasSizeBetween(13, 16);
    assertThat(Duration.between(times.get(times.size() - 2), times.getLast()))
        .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
  }

  @Test
  void whatFailsForDaysWithoutBeingRefusedIsNeverParked() {
    sink.answers(_ -> sink.answer(401));
    add("a1");
    outbox.putOff(1, start, Optional.empty());

    start();
    pass(Duration.ofHours(26));
    sink.answers(_ -> sink.answer(200));
    pass(MINUTE);

    assertThat(outbox.backlog(time.now())).isEqualTo(Backlog.NONE);
  }

  @Test
  void aCrashBetweenSendingAndMarkingDeliversOnceMore() {
    sink.answers(_ -> {
      outbox.setAway(true);
      return sink.answer(200);
    });
    add("a1", "b1");
    start();
    assertThat(sink.events()).containsExactly("a1", "b1");

    pass(() -> publisher.drain(Duration.ZERO));
    outbox.setAway(false);
    sink.answers(_ -> sink.answer(200));
    publisher = publisher();
    start();

    assertThat(sink.events()).containsExactly("a1", "b1", "a1", "b1");
    assertThat(outbox.backlog(time.now())).isEqualTo(Backlog.NONE);
  }

  @Test
  void whatCouldNotBeMarkedIsMarkedWhenTheJournalIsBackAndNotSentAgain() {
    sink.answers(_ -> {
      outbox.setAway(true);
      return sink.answer(200);
    });
    add("a1", "b1");
    start();
    pass(MINUTE);

    outbox.setAway(false);
    pass(SECOND.multipliedBy(2));

    assertThat(sink.events()).containsExactly("a1", "b1");
    assertThat(outbox.backlog(time.now())).isEqualTo(Backlog.NONE);
  }

  @Test
  void whileAnotherPublishesNothingIsSent() {
    outbox.setSomebodyElsePublishes(true);
    start();
    publish("a1");
    pass(MINUTE);
    assertThat(sink.events()).isEmpty();
    assertThat(publisher.backlog().waiting()).isEqualTo(1);

    outbox.setSomebodyElsePublishes(false);
    pass(SECOND);

    assertThat(sink.events()).containsExactly("a1");
  }

  @Test
  void anOutageIsALineAMinuteAndItsEndOne() {
    sink.answers(_ -> FakeSink.fault(Fault.CONNECTION_LOST));
    add("a1");
    try (var log = new CapturedLog("dev.executionworkers.adapter.out.events")) {
      start();
      pass(Duration.ofMinutes(10));
      assertThat(log.lines()).hasSizeBetween(5, 11);
      assertThat(log.lines().getLast().get("waiting").asInt()).isEqualTo(1);
      int before = log.lines().size();

      sink.answers(_ -> sink.answer(200));
      pass(MINUTE);

      assertThat(log.lines()).hasSize(before + 1);
      assertThat(log.lines().getLast().toString()).contains("events are delivered again");
    }
  }
}

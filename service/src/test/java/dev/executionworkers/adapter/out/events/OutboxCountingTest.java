package dev.executionworkers.adapter.out.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.port.out.Outbox.Backlog;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What has piled up is known, whatever the sink does. */
class OutboxCountingTest extends PublisherScene {

  @Test
  void whatWaitsIsCountedEverySecondWhileTheSinkIsLeftAlone() {
    sink.answers(_ -> sink.answer(503, MINUTE));
    add("a1", "b1");
    start();

    pass(SECOND);
    assertThat(publisher.backlog()).isEqualTo(new Backlog(2, 0, SECOND));
    publish("c1");
    pass(SECOND);

    assertThat(publisher.backlog()).isEqualTo(new Backlog(3, 0, SECOND.multipliedBy(2)));
    assertThat(sink.events()).containsExactly("a1");
  }

  @Test
  void whatWaitsIsCountedWhileASinkFailsOneNewEventAfterAnother() {
    sink.answers(_ -> FakeSink.fault(Fault.NOT_CONNECTED));
    start();

    for (int count = 1; count <= 26; count++) {
      publish((char) ('a' + count - 1) + "1");
      pass(SECOND.multipliedBy(5));

      assertThat(publisher.backlog().waiting()).isEqualTo(count);
    }
    assertThat(publisher.backlog().oldestAge()).isGreaterThan(MINUTE.multipliedBy(2));
  }

  @Test
  void whatWaitsIsCountedWhileThereIsAlwaysSomethingToDeliver() {
    sink.answers(_ -> {
      time.pass(Duration.ofMillis(100));
      return sink.answer(200);
    });
    add(IntStream.range(0, 100).mapToObj(i -> "e" + i).toArray(String[]::new));
    publisher.start();

    pass(SECOND.multipliedBy(5));

    assertThat(publisher.backlog().waiting()).isBetween(40L, 65L);
  }
}

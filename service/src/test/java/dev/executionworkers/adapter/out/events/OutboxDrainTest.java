package dev.executionworkers.adapter.out.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How delivery ends with the process. */
class OutboxDrainTest extends PublisherScene {

  @Test
  void aStopDeliversWhatIsThereFirst() {
    sink.answers(_ -> {
      time.pass(Duration.ofMillis(100));
      return sink.answer(200);
    });
    start();
    add("a1", "a2", "b1");

    pass(() -> publisher.drain(SECOND));

    assertThat(sink.events()).containsExactly("a1", "a2", "b1");
    assertThat(Duration.between(start, time.now())).isEqualTo(Duration.ofMillis(300));
    add("c1");
    pass(MINUTE);
    assertThat(sink.events()).doesNotContain("c1");
  }

  @Test
  void aStopWaitsForNoSinkThatFails() {
    sink.answers(_ -> FakeSink.fault(Fault.NOT_CONNECTED));
    add("a1");
    start();

    pass(() -> publisher.drain(MINUTE));

    assertThat(time.now()).isEqualTo(start);
    assertThat(outbox.backlog(time.now()).waiting()).isEqualTo(1);
  }

  @Test
  void aStopWaitsForNoSinkLongerThanItMay() {
    sink.answers(_ -> {
      time.pass(Duration.ofSeconds(3));
      return sink.answer(200);
    });
    add("a1", "a2", "a3");
    publisher.start();

    pass(() -> publisher.drain(Duration.ofSeconds(4)));
    assertThat(Duration.between(start, time.now())).isEqualTo(Duration.ofSeconds(4));
    pass(MINUTE);

    assertThat(sink.events()).containsExactly("a1", "a2");
    assertThat(outbox.backlog(time.now()).waiting()).isEqualTo(1);
  }
}

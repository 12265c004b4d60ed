package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private final FairQueue<String> queue = new FairQueue<>();

  private void add(String... items) {
    for (String item : items) {
      queue.add(item.substring(0, 1), item);
    }
  }

  private List<String> drain() {
    List<String> order = new ArrayList<>();
    for (Optional<String> next = queue.next(); next.isPresent(); next = queue.next()) {
      order.add(next.get());
    }
    return order;
  }

  @Test
  void isFirstComeFirstServedWithinAGroup() {
    add("a1", "a2", "a3");

    assertThat(drain()).containsExactly("a1", "a2", "a3");
    assertThat(queue.next()).isEmpty();
  }

  @Test
  void groupsTakeTurns() {
    add("a1", "a2", "a3", "b1", "c1", "c2");

    assertThat(drain()).containsExactly("a1", "b1", "c1", "a2", "c2", "a3");
  }

  @Test
  void whoWantsOneIsNotKeptByWhoWantsTwoHundred() {
    for (int i = 0; i < 200; i++) {
      queue.add("a", "a" + i);
    }
    queue.next();
    add("b1");

    assertThat(queue.ahead("b", "b1")).isEqualTo(1);
    queue.next();
    assertThat(queue.next()).contains("b1");
  }

  @Test
  void aGroupThatHasHadItsTurnGoesToTheEnd() {
    add("a1", "b1");
    queue.next();
    add("a2");

    assertThat(drain()).containsExactly("b1", "a2");
  }

  @Test
  void whoGivesHisPlaceUpIsPassedOver() {
    add("a1", "a2", "b1");

    assertThat(queue.remove("a", "a1")).isTrue();
    assertThat(queue.remove("a", "a1")).isFalse();
    assertThat(queue.remove("x", "x1")).isFalse();
    assertThat(queue.remove("b", "b1")).isTrue();
    assertThat(drain()).containsExactly("a2");
  }

  @Test
  void knowsHowManyComeBefore() {
    add("a1", "a2", "a3", "b1", "b2", "c1");

    assertThat(queue.ahead("a")).isEqualTo(3 + 2 + 1);
    assertThat(queue.ahead("d")).isEqualTo(3);
    assertThat(queue.ahead("c")).isEqualTo(1 + 2 + 2);
    assertThat(queue.ahead("a", "a1")).isEqualTo(2);
    assertThat(queue.ahead("a", "a3")).isEqualTo(5);
  }

  @Test
  void hasAll() {
    add("a1", "b1", "a2");

    assertThat(queue.all()).containsExactlyInAnyOrder("a1", "a2", "b1");
  }
}

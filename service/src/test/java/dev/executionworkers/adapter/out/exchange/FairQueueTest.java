package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private final FairQueue<String> queue = new FairQueue<>();

  /** Each letter is a group within that of the letter before. */
  private void add(String... items) {
    for (String item : items) {
      queue.add(group(item), item);
    }
  }

  private static List<String> group(String item) {
    return List.of(item.replaceAll("[0-9]", "").split(""));
  }

  private int ahead(String group) {
    return queue.ahead(group(group));
  }

  private int aheadOf(String item) {
    return queue.ahead(group(item), item);
  }

  private boolean remove(String item) {
    return queue.remove(group(item), item);
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
      add("a" + i);
    }
    queue.next();
    add("b1");

    assertThat(aheadOf("b1")).isEqualTo(1);
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

    assertThat(remove("a1")).isTrue();
    assertThat(remove("a1")).isFalse();
    assertThat(remove("x1")).isFalse();
    assertThat(remove("b1")).isTrue();
    assertThat(drain()).containsExactly("a2");
  }

  @Test
  void knowsHowManyComeBefore() {
    add("a1", "a2", "a3", "b1", "b2", "c1");

    assertThat(ahead("a")).isEqualTo(3 + 2 + 1);
    assertThat(ahead("d")).isEqualTo(3);
    assertThat(ahead("c")).isEqualTo(1 + 2 + 2);
    assertThat(aheadOf("a1")).isZero();
    assertThat(aheadOf("b1")).isEqualTo(1);
    assertThat(aheadOf("a2")).isEqualTo(3);
    assertThat(aheadOf("b2")).isEqualTo(4);
    assertThat(aheadOf("a3")).isEqualTo(5);
  }

  @Test
  void groupsWithinAGroupTakeItsTurns() {
    add("xa1", "xa2", "xa3", "xb1", "ya1", "ya2");

    assertThat(drain()).containsExactly("xa1", "ya1", "xb1", "ya2", "xa2", "xa3");
  }

  @Test
  void forgetsAGroupInWhichNobodyWaits() {
    add("xa1", "xb1", "ya1");

    assertThat(remove("xa1")).isTrue();
    assertThat(remove("xa1")).isFalse();
    assertThat(remove("xc1")).isFalse();
    assertThat(ahead("xa")).isEqualTo(2);
    assertThat(drain()).containsExactly("xb1", "ya1");
    assertThat(queue.all()).isEmpty();
  }

  @Test
  void hasAll() {
    add("a1", "b1", "a2");

    assertThat(queue.all()).containsExactlyInAnyOrder("a1", "a2", "b1");
  }
}

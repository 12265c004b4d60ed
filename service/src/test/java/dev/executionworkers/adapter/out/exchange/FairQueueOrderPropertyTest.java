package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whoever has counted those ahead of him is right, as long as nobody comes or goes. */
class FairQueueOrderPropertyTest {
  private record Item(List<String> group, int number) {}

  @Property
  void comesAfterAsManyAsAreAhead(
      @ForAll("groups") List<List<String>> coming, @ForAll @IntRange(max = 10) int gone) {
    FairQueue<Item> queue = new FairQueue<>();
    int ahead = 0;
    for (int number = 0; number < coming.size(); number++) {
      if (number == coming.size() - 1) {
        IntStream.range(0, gone).forEach(_ -> queue.next());
        ahead = queue.ahead(coming.get(number));
      }
      queue.add(coming.get(number), new Item(coming.get(number), number));
    }
    Item last = new Item(coming.getLast(), coming.size() - 1);
    List<Item> all = queue.all();
    List<Integer> counted =
        all.stream().map(item -> queue.ahead(item.group(), item)).sorted().toList();

    assertThat(queue.ahead(last.group(), last)).isEqualTo(ahead);
    assertThat(counted).isEqualTo(IntStream.range(0, all.size()).boxed().toList());
    assertThat(drain(queue).indexOf(last)).isEqualTo(ahead);
  }

  private static List<Item> drain(FairQueue<Item> queue) {
    List<Item> order = new ArrayList<>();
    for (Optional<Item> next = queue.next(); next.isPresent(); next = queue.next()) {
      order.add(next.get());
    }
    return order;
  }

  @Provide
  Arbitrary<List<List<String>>> groups() {
    return Arbitraries.of("a", "b", "c").list().ofSize(3).list().ofMinSize(1).ofMaxSize(30);
  }
}

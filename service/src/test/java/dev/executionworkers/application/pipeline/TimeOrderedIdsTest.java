package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.ExecutionId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {
  private static final InstantSource FIXED =
      InstantSource.fixed(Instant.parse("2022-02-22T19:22:22Z"));

  /** The example of RFC 9562, appendix A.6. */
  @Test
  void isTheStandardsExampleForItsTimeAndItsRandomBits() {
    Stream<Long> bits = Stream.of(0x0CC3L, 0x18C4_DC0C_0C07_398FL << 2);

    assertThat(new TimeOrderedIds(FIXED, of(bits)).next())
        .isEqualTo(new ExecutionId("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
  }

  @Test
  void hasVersion7AndTheStandardsVariantWhateverTheRandomBits() {
    for (long bits : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x5555_5555_5555_5555L}) {
      UUID id = uuid(new TimeOrderedIds(FIXED, of(Stream.of(bits, bits))).next());

      assertThat(id.version()).isEqualTo(7);
      assertThat(id.variant()).isEqualTo(2);
      assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(FIXED.millis());
    }
  }

  @Test
  void laterIdsSortAfterEarlierOnes() {
    AtomicLong millis = new AtomicLong(FIXED.millis());
    TimeOrderedIds ids =
        new TimeOrderedIds(() -> Instant.ofEpochMilli(millis.getAndIncrement()), new Random(1));

    List<String> made = Stream.generate(ids::next).limit(1000).map(ExecutionId::value).toList();

    assertThat(made).isSorted();
  }

  @Test
  void idsOfTheSameMillisecondDiffer() {
    TimeOrderedIds ids = new TimeOrderedIds(FIXED, new Random(1));

    assertThat(Stream.generate(ids::next).limit(10_000)).doesNotHaveDuplicates();
  }

  private static UUID uuid(ExecutionId id) {
    return UUID.fromString(id.value());
  }

  private static RandomGenerator of(Stream<Long> bits) {
    var iterator = bits.iterator();
    return iterator::next;
  }
}

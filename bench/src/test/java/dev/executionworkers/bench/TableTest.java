package dev.executionworkers.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Row MET = new Row("start", "650 ms", "", "goal 700 ms", Verdict.GOAL);
  private static final Row MISSED = new Row("p99", "16.0 ms", "", "15 ms", Verdict.MISSED);

  @Test
  void showsWhatHasMissedItsFloorInRed() {
    Table table = new Table(List.of(MET, MISSED));
    assertThat(table.hasMisses()).isTrue();
    assertThat(table.text(true)).contains("\u001b[31mp99").doesNotContain("\u001b[31mstart");
    assertThat(table.text(false)).doesNotContain("\u001b");
  }

  @Test
  void hasNoMissesWhenEveryFloorIsMet() {
    assertThat(new Table(List.of(MET)).hasMisses()).isFalse();
  }

  @Test
  void tellsGoalFloorAndMissApart() {
    assertThat(Verdict.atLeast(0.41, 0.28, 0.40)).isEqualTo(Verdict.GOAL);
    assertThat(Verdict.atLeast(0.30, 0.28, 0.40)).isEqualTo(Verdict.FLOOR);
    assertThat(Verdict.atLeast(0.27, 0.28, 0.40)).isEqualTo(Verdict.MISSED);
    assertThat(Verdict.atMost(600, 1000, 700)).isEqualTo(Verdict.GOAL);
    assertThat(Verdict.atMost(900, 1000, 700)).isEqualTo(Verdict.FLOOR);
    assertThat(Verdict.atMost(1001, 1000, 700)).isEqualTo(Verdict.MISSED);
  }

  @Test
  void readsWhatWrkMeasured() {
    Load load =
        Load.parse(
            "Running…\nmeasured requests=3000 micros=1500000 p50=250 p99=1500 refused=2 broken=1\n");
    assertThat(load.perSecond()).isEqualTo(2000);
    assertThat(load.p99()).isEqualTo(Duration.ofNanos(1_500_000));
    assertThat(load.refused()).isEqualTo(2);
    assertThat(load.broken()).isEqualTo(1);
  }

  @Test
  void takesNoMeasureForOne() {
    assertThatThrownBy(() -> Load.parse("unable to connect")).isInstanceOf(BenchException.class);
  }

  @Test
  void takesTheMiddle() {
    assertThat(Medians.of(3, 1, 2)).isEqualTo(2);
    assertThat(Medians.of(4, 1, 2, 3)).isEqualTo(2.5);
  }
}

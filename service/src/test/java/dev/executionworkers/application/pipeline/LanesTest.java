package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesTest {
  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.now();
  private final Lanes lanes = new Lanes(time);

  @Test
  void anEmptyLaneIsEnteredAtOnce() {
    assertThat(enter("a", execution("1")).join()).isTrue();
    assertThat(time.now()).isEqualTo(start);
  }

  @Test
  void lanesDoNotHinderOneAnother() {
    assertThat(time.get(enter("a", execution("1")))).isTrue();
    assertThat(time.get(enter("b", execution("2")))).isTrue();
    assertThat(time.now()).isEqualTo(start);
  }

  @Test
  void aLaneIsLeftToThoseWhoWaitInTheOrderInWhichTheyCame() {
    List<String> order = new ArrayList<>();
    List<RunningExecution> executions =
        IntStream.range(0, 5).mapToObj(number -> execution("" + number)).toList();

    List<CompletableFuture<Boolean>> working = new ArrayList<>();
    for (RunningExecution execution : executions) {
      working.add(work("a", execution, Duration.ofSeconds(2), order));
      time.settle();
    }

    assertThat(working).extracting(time::get).containsOnly(true);
    assertThat(order).containsExactly("0", "1", "2", "3", "4");
    assertThat(Duration.between(start, time.now())).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void whoEntersOnlyAFreeLaneDoesNotWaitForOneThatIsTaken() {
    RunningExecution first = execution("1");
    RunningExecution second = execution("2");
    time.get(enter("a", first));

    assertThat(time.call(() -> lanes.enterIfFree("a", second))).isFalse();
    assertThat(time.call(() -> lanes.enterIfFree("b", second))).isTrue();
    lanes.leave("a", first);

    assertThat(time.call(() -> lanes.enterIfFree("a", execution("3")))).isTrue();
    assertThat(time.now()).isEqualTo(start);
  }

  @Test
  void aLaneThatWasLeftIsEmptyAgain() {
    RunningExecution first = execution("1");
    time.get(enter("a", first));
    lanes.leave("a", first);

    assertThat(time.get(enter("a", execution("2")))).isTrue();
    assertThat(time.now()).isEqualTo(start);
  }

  @Test
  void whoeverWaitsGivesUpAMinuteAfterItsLastCaller() {
    time.get(enter("a", execution("1")));
    RunningExecution waiting = execution("2");

    assertThat(time.get(enter("a", waiting))).isFalse();

    assertThat(Duration.between(start, time.now())).isEqualTo(World.PATIENCE.plus(Patience.LINGER));
  }

  @Test
  void aCallerWhoComesBackKeepsItWaiting() {
    time.get(enter("a", execution("1")));
    RunningExecution waiting = execution("2");
    CompletableFuture<Boolean> entering = enter("a", waiting);
    pass(Duration.ofSeconds(60));

    waiting.join(time.now().plus(World.PATIENCE));

    assertThat(time.get(entering)).isFalse();
    assertThat(Duration.between(start, time.now())).isEqualTo(Duration.ofSeconds(60 + 12 + 60));
  }

  @Test
  void whoeverGaveUpStandsInNobodysWay() {
    RunningExecution first = execution("1");
    time.get(enter("a", first));
    RunningExecution patient = execution("2");
    assertThat(time.get(enter("a", patient))).isFalse();
    CompletableFuture<Boolean> next = enter("a", execution("3"));
    time.settle();

    lanes.leave("a", first);

    assertThat(time.get(next)).isTrue();
  }

  @Test
  void whoeverComesWakesTheOneThatIsIn() {
    RunningExecution first = execution("1");
    time.get(enter("a", first));
    Instant later = start.plus(Duration.ofHours(1));
    Pause pause = new Pause(later, start, Pause.Limit.NONE, false, true);
    CompletableFuture<Pause.Awakening> pausing = time.async(() -> first.pause(pause));
    time.settle();

    CompletableFuture<Boolean> second = enter("a", execution("2"));

    assertThat(time.get(pausing)).isEqualTo(Pause.Awakening.MAKE_WAY);
    assertThat(time.now()).isEqualTo(start);
    lanes.leave("a", first);
    assertThat(time.get(second)).isTrue();
  }

  @Test
  void whatNobodyWaitsForStopsWaitingWhenTheProcessIsAboutToEnd() {
    time.get(enter("a", execution("1")));
    RunningExecution waiting = execution("2");
    CompletableFuture<Boolean> entering = enter("a", waiting);
    time.settle();

    waiting.drain();

    assertThat(time.get(entering)).isFalse();
    assertThat(time.now()).isEqualTo(start);
  }

  private CompletableFuture<Boolean> enter(String lane, RunningExecution execution) {
    CompletableFuture<Boolean> entering = time.async(() -> lanes.enter(lane, execution));
    time.settle();
    return entering;
  }

  private CompletableFuture<Boolean> work(
      String lane, RunningExecution execution, Duration duration, List<String> order) {
    return time.async(() -> {
      boolean entered = lanes.enter(lane, execution);
      order.add(execution.command().subject());
      time.pass(duration);
      lanes.leave(lane, execution);
      return entered;
    });
  }

  private void pass(Duration duration) {
    time.call(() -> {
      time.pass(duration);
      return "";
    });
  }

  private RunningExecution execution(String subject) {
    Command command = new UpdateSecretBindings(new SecretId(subject));
    return RunningExecution.asked(
        new ExecutionId(subject),
        Identity.of(command, Optional.empty()),
        command,
        time.now().plus(World.PATIENCE),
        time);
  }
}

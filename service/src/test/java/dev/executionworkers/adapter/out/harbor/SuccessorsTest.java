package dev.executionworkers.adapter.out.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.port.out.Registry.Marked;
import dev.executionworkers.port.out.Registry.Robot;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is ours and may be deleted, and what never is. */
class SuccessorsTest {
  private static final ExecutionId EXECUTION =
      new ExecutionId("019b76da-a800-79f8-b9b1-5164004417c5");
  private static final Successors OF_CI = new Successors(RobotName.parse("robot$ci").orElseThrow());

  @Test
  void tellsPeopleInTheDescriptionWhatTheRobotIs() {
    assertThat(new RobotMark("ci-17", EXECUTION).text())
        .isEqualTo(
            "Made by execution-workers, which deletes it when it is replaced. Robot ci-17,"
                + " operation 019b76da-a800-79f8-b9b1-5164004417c5.");
  }

  @Test
  void readsItsOwnMark() {
    RobotMark mark = new RobotMark("priv+ci-17", EXECUTION);

    assertThat(RobotMark.parse(mark.text())).contains(mark);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Made by execution-workers",
        "Kept. Made by execution-workers, which deletes it when it is replaced. Robot ci-17,"
            + " operation 019b76da-a800-79f8-b9b1-5164004417c5.",
        "Made by execution-workers, which deletes it when it is replaced. Robot ci-17,"
            + " operation 019b76da-a800-79f8-b9b1-5164004417c5. Keep it!",
        "Made by execution-workers, which deletes it when it is replaced. Robot ci 17, operation x."
      })
  void takesNothingElseForAMark(String description) {
    assertThat(RobotMark.parse(description)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"robot$ci-17", "bot@ci-17", "ci-17", "robot-ci-17"})
  void knowsItsRobotsUnderEveryPrefix(String shown) {
    assertThat(OF_CI.successor(marked(shown, "ci-17")))
        .contains(new Marked(new Robot(7, shown), EXECUTION, 17));
  }

  @ParameterizedTest
  @CsvSource({
    "robot$ci, ci",
    "robot$ci-17, ci-18",
    "robot$my-ci-17, ci-17",
    "robot$copy, ci-17",
    "robot$ci-17-1, ci-17-1",
    "robot$ci-x, ci-x",
    "robot$my-ci-17, my-ci-17",
    "robot$priv+ci-17, priv+ci-17",
    "robot$ci-1234567890123456789, ci-1234567890123456789"
  })
  void knowsNoOtherAlthoughItIsMarked(String shown, String inMark) {
    assertThat(OF_CI.successor(marked(shown, inMark))).isEmpty();
  }

  @Test
  void knowsNoRobotWithoutAMark() {
    assertThat(OF_CI.successor(account("robot$ci-17", "ours"))).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "robot$ci, true",
    "robot$ci-17, true",
    "bot@ci-17, true",
    "ci, false",
    "ci-17, false",
    "robot$ci-x, false",
    "robot$maker, false",
    "robot$priv+ci-17, false"
  })
  void knowsWhoseAccountMustNotRotate(String username, boolean included) {
    assertThat(OF_CI.includeAccountOf(username)).isEqualTo(included);
  }

  @Test
  void needsRoomForANumber() {
    assertThat(OF_CI.haveRoom()).isTrue();
    assertThat(named("c".repeat(236)).haveRoom()).isTrue();
    assertThat(named("c".repeat(237)).haveRoom()).isFalse();
  }

  private static Successors named(String name) {
    return new Successors(RobotName.parse(name).orElseThrow());
  }

  private static RobotAccount marked(String shown, String inMark) {
    return account(shown, new RobotMark(inMark, EXECUTION).text());
  }

  private static RobotAccount account(String shown, String description) {
    return new RobotAccount(7, shown, false, false, true, description, new RobotDefinition("{}"));
  }
}

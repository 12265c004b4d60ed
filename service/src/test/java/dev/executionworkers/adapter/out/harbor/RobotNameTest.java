package dev.executionworkers.adapter.out.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RobotNameTest {

  @ParameterizedTest
  @CsvSource({
    "ci, '', , ci",
    "robot$ci, robot$, , ci",
    "robot$priv+ci, robot$, priv, ci",
    "priv+ci, '', priv, ci",
    "bot@ci, bot@, , ci",
    "a.b_c-d, '', , a.b_c-d",
    "robot-ci, '', , robot-ci",
    "a$b$c, a$b$, , c",
    "Harbor$ci, Harbor$, , ci",
    "1+2, '', 1, 2",
  })
  void takesANameApart(String text, String prefix, String project, String name) {
    assertThat(RobotName.parse(text))
        .contains(new RobotName(prefix, Optional.ofNullable(project), name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "CI",
        "Team",
        "teamA",
        "a__b",
        "-a",
        "a-",
        "a..b",
        "robot$",
        "robot$CI",
        "a+b+c",
        "+ci",
        "ci+",
        "a/",
        "ünïcödé",
        "ci\n",
        "a%2fB"
      })
  void knowsWhatHarborWouldNeverCallARobot(String text) {
    assertThat(RobotName.parse(text)).isEmpty();
  }

  @Test
  void takesNoNameLongerThanHarborsColumn() {
    assertThat(RobotName.parse("robot$" + "a".repeat(255))).isPresent();
    assertThat(RobotName.parse("a".repeat(256))).isEmpty();
    assertThat(RobotName.parse("a".repeat(127) + "+" + "b".repeat(128))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ci, robot$ci",
    "ci, bot@ci",
    "ci, ci",
    "robot$ci, robot$ci",
    "robot$ci, bot@ci",
    "bot@ci, bot@ci",
    "robot$priv+ci, harbor@priv+ci",
  })
  void recognisesARobotUnderAnyPrefix(String wanted, String shown) {
    assertThat(name(wanted).isShownAs(shown)).isTrue();
    assertThat(name(wanted).mayBeShownAs(shown)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "ci, robot$my-ci",
    "ci, robot$ci2",
    "ci, robot$priv+ci",
    "priv+ci, robot$ci",
    "priv+ci, robot$other+ci",
    "bot@ci, robot$ci",
    "team/ci, robot$ci",
    "ci, robot$CI",
    "team/ci, robot-ci",
  })
  void takesNoRobotForAnother(String wanted, String shown) {
    assertThat(name(wanted).isShownAs(shown)).isFalse();
    assertThat(name(wanted).mayBeShownAs(shown)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"ci, robot-ci", "ci, ROBOTci", "ci, robot_ci", "priv+ci, robot-priv+ci"})
  void recognisesARobotByItsEndWhereThePrefixLooksLikeAName(String wanted, String shown) {
    assertThat(name(wanted).isShownAs(shown)).isFalse();
    assertThat(name(wanted).mayBeShownAs(shown)).isTrue();
  }

  @Test
  void knowsTheAccountThatItIs() {
    assertThat(name("ci").isAccountOf("robot$ci")).isTrue();
    assertThat(name("robot$ci").isAccountOf("robot$ci")).isTrue();
    assertThat(name("robot$ci").isAccountOf("bot@ci")).isTrue();
    assertThat(name("ci").isAccountOf("ci")).isFalse();
    assertThat(name("ci").isAccountOf("robot$other")).isFalse();
    assertThat(name("ci").isAccountOf("admin")).isFalse();
  }

  @Property
  void readsAnyText(@ForAll @StringLength(max = 300) String text) {
    RobotName.parse(text).ifPresent(name -> assertThat(text).endsWith(name.unprefixed()));
  }

  private static RobotName name(String text) {
    return RobotName.parse(text).orElseThrow();
  }
}

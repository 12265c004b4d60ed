package dev.executionworkers.adapter.out.harbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.domain.command.SecretId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RobotNameTemplateTest {

  @ParameterizedTest
  @CsvSource({
    "{secretId}, ci, ci",
    "robot${secretId}, ci, robot$ci",
    "team+{secretId}, ci, team+ci",
    "pull-{secretId}-{secretId}, ci, pull-ci-ci",
    "fixed, ci, fixed",
    "{secretId}, {secretId}, {secretId}",
  })
  void namesTheRobotOfASecret(String template, String secret, String name) {
    assertThat(new RobotNameTemplate(template).nameFor(new SecretId(secret))).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a\u00a0b",
        "a\u0007b",
        "{secretid}",
        "{secretId}-{environment}",
        "{}",
        "{secretId}}"
      })
  void refusesATemplateThatCannotBeMeant(String template) {
    assertThatThrownBy(() -> new RobotNameTemplate(template))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.executionworkers.adapter.out.harbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.domain.command.SecretId;
import org.junit.jupiter.api.Test;
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

  @Test
  void knowsWhetherOneRobotServesEverySecret() {
    assertThat(new RobotNameTemplate("fixed").isShared()).isTrue();
    assertThat(RobotNameTemplate.DEFAULT.isShared()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "{secretid}", "{secretId}-{environment}", "{}"})
  void refusesATemplateThatCannotBeMeant(String template) {
    assertThatThrownBy(() -> new RobotNameTemplate(template))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.executionworkers.domain.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretTest {
  private static final Secret SECRET = Secret.of("hunter2");

  private record Holder(String name, Secret secret) {}

  @Test
  void neverPrintsItself() {
    assertThat(SECRET).hasToString("[redacted]");
    assertThat("" + SECRET).isEqualTo("[redacted]");
    assertThat(Secret.of("")).hasToString("[redacted]");
  }

  @Test
  void printsNothingFromWithinAnythingElse() {
    assertThat(
            List.of(
                new Holder("ci", SECRET).toString(),
                List.of(SECRET).toString(),
                Map.of("k", SECRET).toString(),
                Optional.of(SECRET).toString(),
                String.format("%s", SECRET)))
        .allMatch(text -> text.contains("[redacted]"))
        .noneMatch(text -> text.contains("hunter2"));
  }

  @Test
  void revealsWhatItWasGiven() {
    assertThat(Secret.of("grün🔑\n").reveal()).isEqualTo("grün🔑\n");
  }

  @Test
  void isEqualToTheSameSecretAndToNothingElse() {
    assertThat(SECRET).isEqualTo(Secret.of("hunter2"));
    assertThat(SECRET).isNotEqualTo(Secret.of("hunter3"));
    assertThat(SECRET).isNotEqualTo(Secret.of("hunter"));
    assertThat(SECRET).isNotEqualTo(Secret.of(""));
    assertThat(SECRET.equals(null)).isFalse();
    assertThat((Object) SECRET).isNotEqualTo("hunter2");
  }

  @Test
  void hasAHashThatTellsNothing() {
    assertThat(Secret.of("a").hashCode()).isEqualTo(Secret.of("b").hashCode());
    assertThat(SECRET.hashCode()).isEqualTo(Secret.class.hashCode());
  }

  @Test
  void knowsWhetherThereIsAnythingInIt() {
    assertThat(Secret.of("").isEmpty()).isTrue();
    assertThat(Secret.of(" ").isEmpty()).isFalse();
  }

  @Test
  void cannotBeWrittenAnywhereByAccident() {
    assertThat((Object) SECRET).isNotInstanceOf(Serializable.class);
    assertThat(Secret.class.getMethods())
        .extracting(Method::getName)
        .noneMatch(name -> name.startsWith("get") && !name.equals("getClass"));
  }
}

package dev.executionworkers.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.domain.command.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InternalTokensTest {

  @Test
  void admitsEverybodyWhenNoTokenIsConfigured() {
    InternalTokens none = InternalTokens.none();

    assertThat(none.required()).isFalse();
    assertThat(none.admit(Optional.empty())).isTrue();
    assertThat(none.admit(Optional.of("anything"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"old,new, in words,,", "old", "new", "in words"})
  void admitsTheWholeValueAndEachOfItsParts(String token) {
    assertThat(InternalTokens.of(Secret.of("old,new, in words,,")).admit(Optional.of(token)))
        .isTrue();
  }

  /** HTTP strips blanks and tabs around the value of a header, so no caller could present them. */
  @ParameterizedTest
  @ValueSource(strings = {"old , ,\t new", "old", "new"})
  void admitsAPartWithoutTheBlanksAroundIt(String token) {
    assertThat(InternalTokens.of(Secret.of(" old , ,\t new ")).admit(Optional.of(token))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ol", "oldd", "OLD", "old,", "old,new", "words", " ", ","})
  void admitsNothingElse(String token) {
    InternalTokens tokens = InternalTokens.of(Secret.of("old,new, in words, ,,"));

    assertThat(tokens.required()).isTrue();
    assertThat(tokens.admit(Optional.of(token))).isFalse();
    assertThat(tokens.admit(Optional.empty())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " \t"})
  void refusesToBeMadeOfNothing(String value) {
    assertThatThrownBy(() -> InternalTokens.of(Secret.of(value)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void doesNotPrintThem() {
    assertThat(InternalTokens.of(Secret.of("canary"))).hasToString("[redacted]");
  }
}

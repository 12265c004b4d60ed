package dev.executionworkers.domain.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequesterTest {

  @Test
  void isWhateverCanBeSeenUpToAHundredCharacters() {
    assertThat(new Requester("jane.doe@example.com")).hasToString("jane.doe@example.com");
    assertThat(new Requester("x".repeat(100)).value()).hasSize(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "jane doe", "jane\tdoe", "jane\n", "j\u00e4ne", "\u202ejane"})
  void isNothingElse(String value) {
    assertThatThrownBy(() -> new Requester(value))
        .isInstanceOf(InvalidCommandException.class)
        .hasMessageStartingWith("X-Requested-By must ");
  }

  @Test
  void isNoLonger() {
    assertThatThrownBy(() -> new Requester("x".repeat(101)))
        .isInstanceOf(InvalidCommandException.class)
        .hasMessage("X-Requested-By must have at most 100 characters");
  }
}

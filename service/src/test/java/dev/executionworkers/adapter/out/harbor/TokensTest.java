package dev.executionworkers.adapter.out.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.Secret;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokensTest {
  private static final int MANY = 20_000;

  /** One in 280 random texts of this length has no digit, so a missing check shows. */
  @Test
  void alwaysMeetsHarborsRuleAndNeverRepeats() {
    var tokens = new Tokens(new SecureRandom());
    Set<String> seen = new HashSet<>();

    for (int i = 0; i < MANY; i++) {
      String token = tokens.next().reveal();
      assertThat(token)
          .hasSize(Tokens.CHARS)
          .matches("[A-Za-z0-9]+")
          .containsPattern("[A-Z]")
          .containsPattern("[a-z]")
          .containsPattern("[0-9]");
      seen.add(token);
    }

    assertThat(seen).hasSize(MANY);
  }

  @Test
  void drawsAgainWhatMissesTheRule() {
    Secret token = new Tokens(new LettersFirst()).next();

    assertThat(token.reveal()).isEqualTo("789" + "0".repeat(Tokens.CHARS - 6) + "Aa9");
  }

  /** Gives letters alone first, then what meets the rule. */
  private static final class LettersFirst extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private boolean asked;

    @Override
    public IntStream ints(long size, int from, int to) {
      if (!asked) {
        asked = true;
        return IntStream.iterate(0, _ -> 0).limit(size);
      }
      int a = 26;
      int nine = to - 1;
      return IntStream.concat(
          IntStream.of(nine - 2, nine - 1, nine),
          IntStream.concat(
              IntStream.iterate(nine - 9, at -> at).limit(size - 6), IntStream.of(0, a, nine)));
    }
  }
}

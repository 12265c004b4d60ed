package dev.executionworkers.domain.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "plain,plain",
        "'  a  ',a",
        "'a\nb',a b",
        "'a\r\n\tb',a b",
        "'a\u0000b',a b",
        "'a\u202eb',a b",
        "'a\u2028\u2029b',a b",
        "'a\ud800b',a b",
        "'a\ue000b',a b",
        "'a\uffffb',a b",
        "'\u001b[31mred','[31mred'",
        "grün 🔑 名,grün 🔑 名"
      })
  void putsItOnOneHarmlessLine(String text, String expected) {
    assertThat(PlainText.of(text)).isEqualTo(expected);
  }

  @Test
  void takesNothingAndNothingButHarm() {
    assertThat(PlainText.of("")).isEmpty();
    assertThat(PlainText.of("\n\u0000\u202e")).isEmpty();
  }

  @Test
  void cutsAfter300Characters() {
    assertThat(PlainText.of("a".repeat(300))).isEqualTo("a".repeat(300));
    assertThat(PlainText.of("a".repeat(301))).isEqualTo("a".repeat(300) + "…");
    assertThat(PlainText.of("a".repeat(1_000_000))).isEqualTo("a".repeat(300) + "…");
  }

  @Test
  void looksAtFourTimesAsMuchAndNoFurther() {
    assertThat(PlainText.of("\n".repeat(1199) + "a" + "b")).isEqualTo("a");
    assertThat(PlainText.of("\n".repeat(1199) + "a")).isEqualTo("a");
  }

  @Test
  void neverCutsACharacterInTwo() {
    String key = "🔑";
    assertThat(PlainText.of("a".repeat(299) + key)).isEqualTo("a".repeat(299) + "…");
    assertThat(PlainText.of("a".repeat(298) + key)).isEqualTo("a".repeat(298) + key);
  }

  @Test
  void isBoundedAndHarmlessWhateverComes() {
    Random random = new Random(3);
    for (int round = 0; round < 2_000; round++) {
      String text =
          random
              .ints(random.nextInt(1500), 0, 0x11_0000)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();

      String plain = PlainText.of(text);

      assertThat(plain.length()).isLessThanOrEqualTo(301);
      assertThat(plain).isEqualTo(plain.strip());
      assertThat(plain.codePoints()).noneMatch(PlainTextTest::isHarmful);
    }
  }

  private static boolean isHarmful(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}

package dev.executionworkers.domain.command;

import static dev.executionworkers.domain.command.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may leave the house as a name, and what may not. */
class IdentifierTest {
  @Test
  void namesHaveTheseCharactersAndNoOthers() {
    String allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

    for (char c = 0; c < Character.MAX_VALUE; c++) {
      String value = "a" + c + "a";
      if (allowed.indexOf(c) < 0) {
        assertThat(refusal(EnvironmentId::new, value).field()).isEqualTo(EnvironmentId.FIELD);
        assertThat(refusal(RepositoryName::new, value).field()).isEqualTo("name");
      } else {
        assertThat(new EnvironmentId(value)).hasToString(value);
        assertThat(new RepositoryName(value)).hasToString(value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"e1", "a.b_c-d", "0", "...", "-", "A"})
  void takesEnvironmentIdsThatFitIntoARepositorysName(String value) {
    assertThat(new EnvironmentId(value).value()).isEqualTo(value);
    assertThat(new EnvironmentId(value)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", "a b", "a/b", "../x", "a\n", "a\u0000", "ä", "a%2f", "a:b", "a\u202e"
      })
  void refusesOtherEnvironmentIds(String value) {
    assertThat(refusal(EnvironmentId::new, value).field()).isEqualTo("applicationEnvironmentId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s1",
        "robot$team+ci",
        "a/b",
        "..",
        "grün",
        "名",
        "🔑",
        "a:b",
        "a\"b",
        "{x}",
        "%00"
      })
  void takesAnyVisibleSecretId(String value) {
    assertThat(new SecretId(value).value()).isEqualTo(value);
    assertThat(new SecretId(value)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a\tb",
        "a\n",
        "a\u00a0b",
        "a\u2003b",
        "a\u3000b",
        "a\u0000",
        "a\u007f",
        "a\u0085b",
        "a\u200bb",
        "a\u202eb",
        "a\u2028b",
        "a\u2029b",
        "\ufeffa",
        "a\ud800",
        "\udc00a"
      })
  void refusesSecretIdsThatHideSomething(String value) {
    assertThat(refusal(SecretId::new, value).field()).isEqualTo("secretId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"k", "!", "~", "0b7c8a2e-8f5d-4f0b", "a,b;c=\"d\"", "%00"})
  void takesVisibleAsciiAsAnIdempotencyKey(String value) {
    assertThat(new IdempotencyKey(value).value()).isEqualTo(value);
    assertThat(new IdempotencyKey(value)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\t", "a\n", "\u001f", "\u007f", "ä", "a\u0000"})
  void refusesOtherIdempotencyKeys(String value) {
    assertThat(refusal(IdempotencyKey::new, value).field()).isEqualTo("Idempotency-Key");
  }

  @ParameterizedTest
  @MethodSource("limits")
  void takesSoManyCharactersAndNotOneMore(Function<String, Object> constructor, int maxChars) {
    assertThat(constructor.apply("a".repeat(maxChars))).isNotNull();
    assertThat(refusal(constructor, "a".repeat(maxChars + 1)))
        .hasMessageEndingWith("must have at most " + maxChars + " characters");
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        limit(RepositoryOwner::new, 39),
        limit(RepositoryName::new, 100),
        limit(EnvironmentId::new, 100),
        limit(BranchName::new, 244),
        limit(SecretId::new, 255),
        limit(IdempotencyKey::new, 255));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u001b[31mhostile", "<script>hostile", "hostile\u202e", "hostile\r\nx"})
  void neverQuotesWhatItRefuses(String value) {
    assertThat(refusal(RepositoryOwner::new, value)).hasMessageNotContaining("hostile");
    assertThat(refusal(RepositoryName::new, value)).hasMessageNotContaining("hostile");
    assertThat(refusal(EnvironmentId::new, value)).hasMessageNotContaining("hostile");
  }

  @Test
  void saysWhichFieldAndWhatIsWrongWithIt() {
    assertThatThrownBy(() -> new RepositoryName("a.git"))
        .hasMessage("name must not end in '.git' or '.wiki'");
    assertThatThrownBy(() -> new RepositoryName("..")).hasMessage("name must not be '.' or '..'");
    assertThatThrownBy(() -> new EnvironmentId("."))
        .hasMessage("applicationEnvironmentId must not be '.' or '..'");
    assertThatThrownBy(() -> new BranchName("a..b"))
        .hasMessage("branch is not a branch name that git allows");
    assertThatThrownBy(() -> new SecretId("a b")).hasMessage("secretId must not contain blanks");
    assertThatThrownBy(() -> new SecretId("a\u0000"))
        .hasMessage(
            "secretId must not contain control, formatting or unpaired surrogate characters");
    assertThatThrownBy(() -> new SecretId("")).hasMessage("secretId must not be empty");
    assertThatThrownBy(() -> new IdempotencyKey("ä"))
        .hasMessage("Idempotency-Key must be visible ASCII characters");
  }

  private static Arguments limit(Function<String, Object> constructor, int maxChars) {
    return Arguments.of(constructor, maxChars);
  }
}

package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTest {
  private static final ForeignText NOTHING_KNOWN = ForeignText.without();

  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.strings()
        .ascii()
        .excludeChars(' ')
        .ofMinLength(8)
        .ofMaxLength(60)
        .filter(secret -> secret.chars().allMatch(c -> c > 32 && c < 127));
  }

  @Provide
  Arbitrary<String> sentences() {
    return Arbitraries.of("", "no: ", "the token ", "quota \u202eexceeded\n", "x\u0000y ", "é😀 ");
  }

  @Property
  void neverShowsASecretThatItIsToldOf(
      @ForAll("secrets") String secret,
      @ForAll("sentences") String before,
      @ForAll("sentences") String after) {
    var text = ForeignText.without(Secret.of(secret)).andLogin("robot$ci", Secret.of(secret));
    for (String form : forms(secret)) {
      assertThat(text.of(before + form + after)).doesNotContain(secret).doesNotContain(form);
    }
  }

  @Property
  void isAlwaysOneBoundedPlainLine(@ForAll String foreign) {
    String text = NOTHING_KNOWN.of(foreign);
    assertThat(text.length()).isLessThanOrEqualTo(ForeignText.MAX_CHARS + 1);
    assertThat(text).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");
  }

  @Property
  void changesNothingWhenAppliedTwice(@ForAll("sentences") String one, @ForAll String two) {
    String once = NOTHING_KNOWN.of(one + two);
    if (once.length() <= ForeignText.MAX_CHARS) {
      assertThat(NOTHING_KNOWN.of(once)).isEqualTo(once);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
        "ghs_short",
        "ghs_77_eyJ0eXAiOiJKV1QifQ.eyJuIjoxLCJpbnMiOjd9.c2lnbmF0dXJl-000001",
        "github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz",
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxMjM0NSJ9.c2lnbmF0dXJl",
        "Bearer abc.def",
        "Authorization: Basic cm9ib3Q6c2VjcmV0",
        "https://user:hunter2hunter2@example.org/",
        "password=hunter2hunter2",
        "{\"token\":\"hunter2hunter2\"}",
        "f3a9c1d2e4b5a6978877665544332211",
        "qK3vT9xZ2mB7nW5rL8yD",
        "9f-K3vT9_xZ2mB7nW5rL8yDq0pQ",
        "correcthorsebatterystapleandmoreofit"
      })
  void hidesWhatLooksLikeASecret(String secretLooking) {
    String shown = NOTHING_KNOWN.of("it said " + secretLooking + " today");

    assertThat(shown).contains(Secret.REDACTED).startsWith("it said ").endsWith(" today");
    for (String part :
        List.of("hunter2", "0123456789abc", "cm9ib3Q6", "K3vT9", "abc.def", "short")) {
      assertThat(shown).doesNotContain(part);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Repository creation failed.",
        "name already exists on this account",
        "Basic authentication is required",
        "a bearer token is required",
        "the robot appenv-payments-production-eu-west-1 is disabled",
        "see https://docs.github.com/rest/repos/repos#create-a-repository",
        "request 3f2504e0-4f89-11d3-9a0c-0305e82c3301 failed",
        "token: must not be empty",
        "project 4711 at 2026-03-01T12:00:00Z: Zugriff für „ops“ verweigert"
      })
  void leavesWhatPeopleNeedToRead(String message) {
    assertThat(NOTHING_KNOWN.of(message)).isEqualTo(message);
  }

  @Test
  void findsASecretWithInvisibleCharactersInIt() {
    assertThat(ForeignText.without(Secret.of("hunter2!")).of("it is hun\u200bter2! now"))
        .isEqualTo("it is [redacted] now");
  }

  @Test
  void cutsWhatIsLongAndDropsWhatIsNoMessage() {
    assertThat(NOTHING_KNOWN.of("word ".repeat(100)))
        .hasSize(ForeignText.MAX_CHARS + 1)
        .endsWith("…");
    assertThat(NOTHING_KNOWN.of("word ".repeat(10_000))).isEmpty();
  }

  @Test
  @Timeout(60) // it takes milliseconds, or with a pattern that backtracks for ever hours
  void isNotSlowedDownByTextsMadeForThat() {
    for (String part :
        List.of("a", "ghp_", "eyJ.", "Bearer ", "://", "token=", "secret\"  ", "A1b-")) {
      String hostile = part.repeat(ForeignText.MAX_SOURCE_CHARS / part.length());
      assertThat(NOTHING_KNOWN.of(hostile).length()).isLessThanOrEqualTo(ForeignText.MAX_CHARS + 1);
    }
  }

  @Test
  void ignoresAnEmptySecret() {
    assertThat(ForeignText.without(Secret.of("")).of("all is well")).isEqualTo("all is well");
  }

  @Test
  void takesTheFirstThatHasSomethingToSay() {
    assertThat(NOTHING_KNOWN.firstOf(List.of("", "\u0000", "this", "that"))).contains("this");
    assertThat(NOTHING_KNOWN.firstOf(List.of())).isEmpty();
  }

  private static List<String> forms(String secret) {
    byte[] utf8 = secret.getBytes(StandardCharsets.UTF_8);
    byte[] login = ("robot$ci:" + secret).getBytes(StandardCharsets.UTF_8);
    String json = Json.write(Json.object().stringNode(secret));
    return List.of(
        secret,
        json.substring(1, json.length() - 1),
        URLEncoder.encode(secret, StandardCharsets.UTF_8),
        Base64.getEncoder().encodeToString(utf8),
        Base64.getUrlEncoder().withoutPadding().encodeToString(utf8),
        Base64.getEncoder().encodeToString(login));
  }
}

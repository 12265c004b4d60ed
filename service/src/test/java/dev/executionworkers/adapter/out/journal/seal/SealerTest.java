package dev.executionworkers.adapter.out.journal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.UnopenedSecretException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
  private static final String ONE = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=";
  private static final String TWO = "YWJjZGVmZ2hpamFiY2RlZmdoaWphYmNkZWZnaGlqYWI=";
  private static final ExecutionId ID = new ExecutionId("018f0000-0000-7000-8000-000000000001");

  private final Sealer sealer = sealer("a:" + ONE);

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "grün 🔑\u0000\n", "hunter2"})
  void opensWhatItSealed(String text) {
    Secret secret = Secret.of(text);

    assertThat(sealer.open(ID, "slot", sealer.seal(ID, "slot", secret))).isEqualTo(secret);
  }

  @Test
  void neverSealsTheSameTwice() {
    assertThat(
            IntStream.range(0, 100)
                .mapToObj(_ -> sealer.seal(ID, "slot", Secret.of("hunter2")).text())
                .distinct())
        .hasSize(100);
  }

  @Test
  void whatWasMovedDoesNotOpen() {
    Sealed sealed = sealer.seal(ID, "slot", Secret.of("hunter2"));

    assertUnopened(() -> sealer.open(new ExecutionId("another"), "slot", sealed));
    assertUnopened(() -> sealer.open(ID, "another", sealed));
  }

  @Test
  void whatWasChangedDoesNotOpen() {
    String text = sealer.seal(ID, "slot", Secret.of("hunter2")).text();
    for (int index = 0; index < text.length(); index++) {
      char other = text.charAt(index) == 'A' ? 'B' : 'A';
      String changed = text.substring(0, index) + other + text.substring(index + 1);
      // The last digits of each part hold bits that are not used.
      if (!decodesTheSame(text, changed)) {
        assertUnopened(() -> sealer.open(ID, "slot", new Sealed("a", changed)));
      }
    }
  }

  private static boolean decodesTheSame(String one, String other) {
    try {
      return decoded(one).equals(decoded(other));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static String decoded(String text) {
    StringBuilder all = new StringBuilder();
    for (String part : text.substring(2).split("\\.", -1)) {
      all.append(java.util.HexFormat.of().formatHex(java.util.Base64.getDecoder().decode(part)));
      all.append('.');
    }
    return text.substring(0, 2) + all;
  }

  @Test
  void opensWithAnyKeyAndSealsWithTheFirst() {
    Sealed old = sealer.seal(ID, "slot", Secret.of("hunter2"));
    Sealer both = sealer("b:" + TWO + ",a:" + ONE);

    assertThat(both.open(ID, "slot", old)).isEqualTo(Secret.of("hunter2"));
    assertThat(both.isCurrent(old)).isFalse();
    assertThat(both.seal(ID, "slot", Secret.of("x")).keyId()).isEqualTo("b");
  }

  @Test
  void aMissingKeyIsNamed() {
    Sealed sealed = sealer.seal(ID, "slot", Secret.of("hunter2"));

    assertThatThrownBy(() -> sealer("b:" + TWO).open(ID, "slot", sealed))
        .isInstanceOf(UnopenedSecretException.class)
        .hasMessageContaining("'a'")
        .hasMessageContaining(ID.value());
    assertUnopened(() -> sealer("a:" + TWO).open(ID, "slot", sealed));
  }

  @Test
  void whatIsNoRecordDoesNotOpen() {
    for (String text :
        new String[] {"", "1", "1..", "2.AAAA.AAAA", "1.!.!", "1.AAAA.AAAA", "1.a.b.c"}) {
      assertUnopened(() -> sealer.open(ID, "slot", new Sealed("a", text)));
    }
  }

  private static Sealer sealer(String keys) {
    return new Sealer(JournalKeys.parse("the test", Secret.of(keys)));
  }

  private static void assertUnopened(org.assertj.core.api.ThrowableAssert.ThrowingCallable open) {
    assertThatThrownBy(open).isInstanceOf(UnopenedSecretException.class);
  }
}

package dev.executionworkers.adapter.out.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.domain.command.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppKeyTest {
  private static final String GITHUBS = AppKeys.pkcs1(AppKeys.KEY);

  static Stream<String> forms() {
    return Stream.of(
        GITHUBS,
        AppKeys.pkcs8(AppKeys.KEY),
        GITHUBS.replace("\n", "\\n"),
        GITHUBS.replace("\n", "\r\n"),
        GITHUBS.indent(4),
        "Bag Attributes\n  friendlyName: app\n" + GITHUBS);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void readsAKeyInEveryFormItComesIn(String pem) {
    assertThat(AppKey.of(Secret.of(pem))).isEqualTo(AppKeys.KEY.getPrivate());
  }

  @Test
  void readsALargeKey() {
    var key = AppKeys.generate(3072);
    assertThat(AppKey.of(Secret.of(AppKeys.pkcs8(key)))).isEqualTo(key.getPrivate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ghp_token", "-----BEGIN RSA PRIVATE KEY-----", "MIIEpAIBAAKCAQEA"})
  void saysThatThereIsNoWholeKey(String text) {
    assertRefused(text, "is no whole private key in PEM");
  }

  @Test
  void saysThatHalfAKeyIsNone() {
    assertRefused(GITHUBS.substring(0, GITHUBS.length() / 2), "is no whole private key in PEM");
  }

  @Test
  void saysThatAKeyIsDamaged() {
    assertRefused(GITHUBS.replaceFirst("MII", "M*I"), "is PEM that is damaged");
    assertRefused(
        AppKeys.pem("RSA PRIVATE KEY", new byte[] {1, 2, 3}), "is PEM, but no RSA private key");
    assertRefused(AppKeys.pem("PRIVATE KEY", new byte[200]), "is PEM, but no RSA private key");
  }

  @Test
  void saysThatItIsAnotherKindOfKey() throws GeneralSecurityException {
    byte[] elliptic =
        KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded();
    assertRefused(AppKeys.pem("PRIVATE KEY", elliptic), "is PEM, but no RSA private key");
    assertRefused(AppKeys.pem("EC PRIVATE KEY", elliptic), "is PEM, but no RSA private key");
    assertRefused(
        AppKeys.pem("PUBLIC KEY", AppKeys.KEY.getPublic().getEncoded()),
        "is PEM, but no RSA private key");
  }

  @Test
  void saysThatAKeyIsEncrypted() {
    assertRefused(AppKeys.pem("ENCRYPTED PRIVATE KEY", new byte[200]), "is an encrypted key");
    assertRefused(
        GITHUBS.replaceFirst("\n", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES_128_CBC,00\n\n"),
        "is an encrypted key");
  }

  @Test
  void saysThatAKeyIsTooShortForItsUse() {
    assertRefused(AppKeys.pkcs8(AppKeys.generate(1024)), "is a key of less than 2048 bits");
  }

  private static void assertRefused(String text, String why) {
    assertThatThrownBy(() -> AppKey.of(Secret.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why);
  }
}

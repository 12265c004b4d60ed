package dev.executionworkers.adapter.in.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.adapter.in.temporal.TemporalConfig.ClientFiles;
import dev.executionworkers.adapter.out.telemetry.log.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificateTest {
  @TempDir Path folder;

  private Certificates inUse;
  private Certificates renewed;
  private ClientFiles files;

  @BeforeEach
  void make() {
    inUse = Certificates.make(folder, "worker");
    renewed = Certificates.make(folder, "renewed");
    files = new ClientFiles(inUse.certificate(), inUse.key());
  }

  @Test
  void aCertificateIsNotShownBeforeItsKeyIsThereToo() throws IOException {
    OwnCertificate certificate = OwnCertificate.of(files);

    replace(inUse.certificate(), renewed.certificate());
    certificate.readAgain();
    assertThat(shownBy(certificate)).isEqualTo("CN=worker");

    replace(inUse.key(), renewed.key());
    certificate.readAgain();
    assertThat(shownBy(certificate)).isEqualTo("CN=renewed");
  }

  @Test
  void theTimesOfTheFilesDoNotMatter() throws IOException {
    OwnCertificate certificate = OwnCertificate.of(files);
    FileTime time = Files.getLastModifiedTime(inUse.key());

    replace(inUse.certificate(), renewed.certificate());
    replace(inUse.key(), renewed.key());
    Files.setLastModifiedTime(inUse.certificate(), time);
    Files.setLastModifiedTime(inUse.key(), time);
    certificate.readAgain();

    assertThat(shownBy(certificate)).isEqualTo("CN=renewed");
  }

  @Test
  void filesOfAnImageWithoutTimesCanBeUsed() throws IOException {
    Files.setLastModifiedTime(inUse.certificate(), FileTime.from(Instant.EPOCH));
    Files.setLastModifiedTime(inUse.key(), FileTime.from(Instant.EPOCH));

    assertThat(shownBy(OwnCertificate.of(files))).isEqualTo("CN=worker");
  }

  @Test
  void anRsaKeyIsTakenAsWell() {
    Certificates rsa = Certificates.make(folder, "rsa", "RSA");

    OwnCertificate certificate = OwnCertificate.of(new ClientFiles(rsa.certificate(), rsa.key()));

    assertThat(shownBy(certificate)).isEqualTo("CN=rsa");
    assertRefused(
        inUse.certificate(), rsa.key(), rsa.key() + " is not the key of " + inUse.certificate());
    assertRefused(
        rsa.certificate(), inUse.key(), inUse.key() + " is not the key of " + rsa.certificate());
  }

  @Test
  void whatCannotBeUsedIsToldOnceUntilItCanBeUsedAgain() throws IOException {
    OwnCertificate certificate = OwnCertificate.of(files);
    Path aside = folder.resolve("aside");
    try (var log = new CapturedLog(OwnCertificate.class.getName())) {
      for (int time = 0; time < 2; time++) {
        Files.move(inUse.key(), aside);
        certificate.readAgain();
        certificate.readAgain();
        Files.move(aside, inUse.key());
        certificate.readAgain();
      }

      assertThat(log.lines())
          .hasSize(2)
          .allSatisfy(line -> {
            assertThat(line.get("level").asString()).isEqualTo("WARN");
            assertThat(line.get("reason").asString())
                .isEqualTo("it cannot be read: java.nio.file.NoSuchFileException: " + inUse.key());
          });
    }
    assertThat(shownBy(certificate)).isEqualTo("CN=worker");
  }

  @Test
  void theStartSaysWhichFileIsNoUse() throws IOException {
    Path garbage = Files.writeString(folder.resolve("garbage"), "canary");
    Path empty = Files.createFile(folder.resolve("empty"));
    Path broken =
        Files.writeString(
            folder.resolve("broken"),
            "-----BEGIN PRIVATE KEY-----\ncanary!\n-----END PRIVATE KEY-----\n");

    assertRefused(garbage, inUse.key(), garbage + " is not a certificate in PEM");
    assertRefused(empty, inUse.key(), empty + " is empty");
    for (Path key : new Path[] {garbage, empty, broken, inUse.certificate()}) {
      assertRefused(inUse.certificate(), key, key + " is not an RSA or EC key in PKCS#8 as PEM");
    }
    assertRefused(
        inUse.certificate(),
        renewed.key(),
        renewed.key() + " is not the key of " + inUse.certificate());
  }

  private static void assertRefused(Path certificate, Path key, String why) {
    assertThatThrownBy(() -> OwnCertificate.of(new ClientFiles(certificate, key)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("our certificate for Temporal is no use: " + why)
        .hasNoCause();
  }

  private static String shownBy(OwnCertificate certificate) {
    var shown = (X509KeyManager) certificate.keyManager();
    String alias = shown.chooseClientAlias(new String[] {"EC"}, null, null);
    return shown.getCertificateChain(alias)[0].getSubjectX500Principal().getName();
  }

  private static void replace(Path file, Path by) throws IOException {
    Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
  }
}

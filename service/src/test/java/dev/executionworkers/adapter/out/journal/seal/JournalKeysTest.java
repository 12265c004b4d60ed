package dev.executionworkers.adapter.out.journal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.adapter.out.journal.JournalStartException;
import dev.executionworkers.domain.command.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalKeysTest {
  private static final String ONE = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=";
  private static final String TWO = "YWJjZGVmZ2hpamFiY2RlZmdoaWphYmNkZWZnaGlqYWI=";

  @TempDir Path folder;

  @Test
  void readsLinesAndCommasThePrimaryFirst() {
    JournalKeys keys = parse("\n new-1:" + TWO + " \r\n\nold.1:" + ONE + "\n");

    assertThat(keys.primary().id()).isEqualTo("new-1");
    assertThat(keys.find("old.1")).isPresent();
    assertThat(keys.find("other")).isEmpty();
    assertThat(parse("a:" + ONE + ",b:" + TWO).find("b")).isPresent();
  }

  @Test
  void aSingleKeyNeedsNoId() {
    assertThat(parse(ONE + "\n").primary().id()).isEqualTo("1");
  }

  @Test
  void printsNoKey() {
    assertThat(parse("a:" + ONE).toString()).contains("a").doesNotContain(ONE);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``,no key",
        "` , ,`,no key",
        "`a:c2hvcnQ=`,32 bytes",
        "`MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz`,not 33",
        "`a:not base64!`,not base64",
        "`:MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=`,its id",
        "`a b:MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=`,its id",
        "`a:MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=,a:YWJjZGVmZ2hpamFiY2RlZmdoaWphYmNkZWZnaGlqYWI=`,two keys"
      })
  void whatIsNoKeyIsRefusedWithoutQuotingIt(String text, String why) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(JournalStartException.class)
        .hasMessageContaining("the test")
        .hasMessageContaining(why)
        .hasMessageNotContaining("MTIz")
        .hasMessageNotContaining("c2hv");
  }

  @Test
  void aFileThatEverybodyMayReadIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("journal.key"), ONE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> KeyFile.inFolder(folder))
        .isInstanceOf(JournalStartException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("everybody");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(KeyFile.inFolder(folder).primary().id()).isEqualTo("1");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Path file = Files.createDirectory(folder.resolve("journal.key"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));

    assertThatThrownBy(() -> KeyFile.inFolder(folder))
        .isInstanceOf(JournalStartException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aKeyIsMadeOnceForItsOwnerAlone() throws IOException {
    JournalKeys made = KeyFile.inFolder(folder.resolve("data"));
    Path file = folder.resolve("data").resolve("journal.key");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(KeyFile.inFolder(folder.resolve("data")).primary().bytes())
        .isEqualTo(made.primary().bytes());
    assertThat(KeyFile.inFolder(folder.resolve("other")).primary().bytes())
        .isNotEqualTo(made.primary().bytes());
  }

  private static JournalKeys parse(String text) {
    return JournalKeys.parse("the test", Secret.of(text));
  }
}

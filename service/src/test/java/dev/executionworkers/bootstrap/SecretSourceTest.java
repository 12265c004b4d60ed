package dev.executionworkers.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.telemetry.log.CapturedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecretSourceTest {
  private static final Path FILE = Path.of("/run/secrets/token");

  private final AtomicLong nanos = new AtomicLong();
  private String content = "first\n";
  private boolean readable = true;
  private int reads;
  private SecretSource secret;

  @BeforeEach
  void open() throws IOException {
    secret =
        SecretSource.inFile("GITHUB_TOKEN_FILE", FILE, this::read, SecretText::checked, nanos::get);
  }

  private byte[] read(Path path) throws IOException {
    reads++;
    if (!readable) {
      throw new IOException("gone");
    }
    return content.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private String afterASecond() {
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    return secret.get().reveal();
  }

  @Test
  void followsItsFile() {
    content = "second\n";
    assertThat(secret.get().reveal()).isEqualTo("first");
    assertThat(afterASecond()).isEqualTo("second");
  }

  @Test
  void readsAtMostOnceASecondHoweverOftenItIsUsed() {
    for (int i = 0; i < 1000; i++) {
      assertThat(secret.get().reveal()).isEqualTo("first");
    }
    assertThat(reads).isEqualTo(1);
    afterASecond();
    assertThat(secret.get().reveal()).isEqualTo("first");
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void keepsTheFormerValueWhileTheFileIsUnusableAndSaysSoOnce() {
    try (var log = new CapturedLog("dev.executionworkers")) {
      readable = false;
      assertThat(afterASecond()).isEqualTo("first");
      assertThat(afterASecond()).isEqualTo("first");
      readable = true;
      content = "";
      assertThat(afterASecond()).isEqualTo("first");
      assertThat(log.lines()).hasSize(1);
      assertThat(log.lines().getFirst().get("variable").asString()).isEqualTo("GITHUB_TOKEN_FILE");
      content = "third";
      assertThat(afterASecond()).isEqualTo("third");
      readable = false;
      afterASecond();
      assertThat(log.lines()).hasSize(2);
      assertThat(log.text()).doesNotContain("first").doesNotContain("third");
    }
  }

  @Test
  void printsNothingOfItself() {
    assertThat(secret).hasToString("[redacted]");
  }
}

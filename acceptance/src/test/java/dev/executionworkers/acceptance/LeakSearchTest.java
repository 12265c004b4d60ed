package dev.executionworkers.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.acceptance.LeakSearch.Leak;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search that finds nothing says something only if it finds what is planted. */
class LeakSearchTest {
  private static final String SECRET = "Canary/Secret+42=x";
  private static final Map<String, String> SECRETS = Map.of("the secret", SECRET);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "u", "us", "user:", "admin:"})
  void findsItInBase64WhateverStandsBesideIt(String before) {
    for (String after : new String[] {"", "1", "12", "123"}) {
      byte[] whole = (before + SECRET + after).getBytes(StandardCharsets.UTF_8);

      assertFound("base64", "Basic " + Base64.getEncoder().encodeToString(whole) + ",");
      assertFound("base64", Base64.getUrlEncoder().withoutPadding().encodeToString(whole));
    }
  }

  @Test
  void findsItInEveryOtherForm() {
    byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
    assertFound("clear", "{\"message\":\"the token " + SECRET + " is wrong\"}");
    assertFound("hex", "x" + HexFormat.of().formatHex(bytes) + "x");
    assertFound("hex", HexFormat.of().withUpperCase().formatHex(bytes));
    assertFound("percent-encoded", "/p?t=" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8));
    assertFound("JSON-escaped", "\"Canary\\u002fSecret\\u002b42\\u003dx\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE"})
  void findsItAmongTheBytesOfAFile(String charset) throws IOException {
    byte[] content = ("\u0000page" + SECRET + "\u0000").getBytes(Charset.forName(charset));
    Files.createDirectory(folder.resolve("data"));
    Files.write(folder.resolve("data").resolve("journal.db-wal"), content);
    Files.writeString(folder.resolve("data").resolve("journal.db"), "nothing");

    assertThat(new LeakSearch().inFiles(folder).leaks(SECRETS))
        .extracting(Leak::place)
        .containsOnly("data/journal.db-wal");
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(new LeakSearch().in("log", "Canary/Secret").leaks(SECRETS)).isEmpty();
  }

  private static void assertFound(String form, String text) {
    assertThat(new LeakSearch().in("log", text).leaks(SECRETS))
        .as(text)
        .contains(new Leak("log", "the secret", form));
  }
}

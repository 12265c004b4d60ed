package dev.executionworkers.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Files that come with the bench. */
final class Resources {
  private Resources() {}

  /** A file with each <code>${name}</code> replaced. */
  static String text(String name, Map<String, String> values) throws IOException {
    try (InputStream in = Resources.class.getResourceAsStream("/bench/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("${" + value.getKey() + "}", value.getValue());
      }
      return text;
    }
  }
}

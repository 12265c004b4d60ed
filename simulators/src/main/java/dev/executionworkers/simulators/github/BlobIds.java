package dev.executionworkers.simulators.github;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids that look like Git's and are the same for the same content. */
final class BlobIds {

  private BlobIds() {}

  static String of(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}

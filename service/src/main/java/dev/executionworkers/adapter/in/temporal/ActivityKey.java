package dev.executionworkers.adapter.in.temporal;

import dev.executionworkers.domain.command.IdempotencyKey;
import io.temporal.activity.ActivityInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * By what an activity is known over all its attempts and workers: its namespace, workflow, run and
 * id. An attempt that lands elsewhere joins what an earlier one began, or goes on with it.
 *
 * <p>A digest, since workflow ids may be longer than a key and hold any character. A workflow that
 * is run again has another run id: what it asks for is new.
 */
final class ActivityKey {
  private static final String PREFIX = "temporal-";

  private ActivityKey() {}

  static IdempotencyKey of(ActivityInfo info) {
    return of(
        List.of(
            info.getNamespace(),
            info.getWorkflowId(),
            info.getWorkflowRunId(),
            info.getActivityId()));
  }

  static IdempotencyKey of(List<String> names) {
    MessageDigest digest = sha256();
    for (String name : names) {
      byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
      // With its length, so that no two lists run into the same bytes.
      digest.update((utf8.length + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(utf8);
    }
    return new IdempotencyKey(PREFIX + HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}

package dev.executionworkers.domain.command;

import java.util.Optional;

/**
 * By what a repeated request is known: the caller's idempotency key where there is one, the
 * command's fingerprint otherwise, each within its operation.
 *
 * @param value the caller's key or the fingerprint's hexadecimal digits
 * @param supplied whether the caller chose it
 */
public record OperationKey(OperationName operation, String value, boolean supplied) {

  /** The key of a command that came with or without a key of its caller's. */
  public static OperationKey of(
      OperationName operation, Fingerprint fingerprint, Optional<IdempotencyKey> supplied) {
    return supplied
        .map(key -> new OperationKey(operation, key.value(), true))
        .orElseGet(() -> new OperationKey(operation, fingerprint.hex(), false));
  }
}

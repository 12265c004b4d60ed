package dev.executionworkers.application.pipeline;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.Fingerprint;
import dev.executionworkers.domain.command.IdempotencyKey;
import dev.executionworkers.domain.command.OperationKey;
import java.util.Optional;

/**
 * What tells whether two requests are the same: the key by which they are known, and the
 * fingerprint of what they ask for, which must be the same under the same key.
 */
record Identity(OperationKey key, Fingerprint fingerprint) {

  /** That of a command that came with or without a key of its caller's. */
  static Identity of(Command command, Optional<IdempotencyKey> supplied) {
    Fingerprint fingerprint = Fingerprint.of(command);
    return new Identity(OperationKey.of(command.operation(), fingerprint, supplied), fingerprint);
  }
}

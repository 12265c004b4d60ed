package dev.executionworkers.port.in;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.IdempotencyKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A command and how its caller wants it treated.
 *
 * @param key the caller's own name for this request; without it the command's fingerprint is its
 *     name
 * @param deadline until when the caller waits for an answer
 */
public record Envelope(Command command, Optional<IdempotencyKey> key, Instant deadline) {}

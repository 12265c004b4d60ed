package dev.executionworkers.simulators.wire;

import java.util.Optional;

/**
 * A request and what became of it.
 *
 * @param fault the fault it suffered, if any
 * @param reply the answer the handler or the fault gave, if there is one yet; whether it reached
 *     the client is the fault's affair
 */
public record Exchange(Received request, Optional<Fault> fault, Optional<Reply> reply) {}

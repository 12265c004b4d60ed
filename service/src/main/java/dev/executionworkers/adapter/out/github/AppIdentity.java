package dev.executionworkers.adapter.out.github;

import dev.executionworkers.domain.command.Secret;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which GitHub App this is.
 *
 * @param issuer its client id or its number, as its JWTs name it
 * @param privateKey the PEM that {@link AppKey} reads; asked for whenever a JWT is made, so that it
 *     may be exchanged
 * @param installation the one installation to use; without it, that of each repository's owner is
 *     looked for
 */
public record AppIdentity(
    String issuer, Supplier<Secret> privateKey, Optional<Long> installation) {}

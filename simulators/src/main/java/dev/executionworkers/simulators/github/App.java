package dev.executionworkers.simulators.github;

import java.security.PublicKey;

/**
 * A GitHub App.
 *
 * @param id its number, one of the two that a JWT may name as its issuer
 * @param clientId the other
 * @param key what its JWTs are verified with
 */
record App(long id, String clientId, PublicKey key) {}

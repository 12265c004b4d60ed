package dev.executionworkers.adapter.out.journal.seal;

/**
 * A secret that only a key opens.
 *
 * @param keyId the key's
 * @param text salt and ciphertext
 */
public record Sealed(String keyId, String text) {}

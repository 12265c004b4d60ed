package dev.executionworkers.adapter.out.journal.seal;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.UnopenedSecretException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets with AES-256-GCM. Each record has a key of its own, made by HKDF-SHA256 (RFC 5869)
 * from the journal's key and a random salt, so no nonce can ever repeat under one key. Execution,
 * slot, key and version are authenticated with it: a record that was moved does not open.
 * Thread-safe.
 */
public final class Sealer {
  private static final String VERSION = "1";
  private static final int SALT_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final JournalKeys keys;
  private final SecureRandom random = new SecureRandom();

  public Sealer(JournalKeys keys) {
    this.keys = keys;
  }

  /** Seals with the primary key. */
  public Sealed seal(ExecutionId execution, String slot, Secret secret) {
    JournalKey key = keys.primary();
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] clear = secret.reveal().getBytes(StandardCharsets.UTF_8);
    try {
      byte[] sealed = run(Cipher.ENCRYPT_MODE, key, salt, place(execution, slot, key.id()), clear);
      Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
      return new Sealed(
          key.id(),
          VERSION + "." + base64.encodeToString(salt) + "." + base64.encodeToString(sealed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java 25 platform has AES-GCM and HKDF", e);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  /**
   * Opens with whatever key it was sealed with.
   *
   * @throws UnopenedSecretException when that key is missing or the record is not what was sealed
   */
  public Secret open(ExecutionId execution, String slot, Sealed sealed) {
    JournalKey key =
        keys.find(sealed.keyId())
            .orElseThrow(
                () -> unopened(execution, sealed, "which is not among the journal's keys"));
    String[] parts = sealed.text().split("\\.", -1);
    if (parts.length != 3 || !parts[0].equals(VERSION)) {
      throw unopened(execution, sealed, "in a form that this version does not know");
    }
    try {
      Base64.Decoder base64 = Base64.getDecoder();
      byte[] place = place(execution, slot, key.id());
      byte[] clear =
          run(Cipher.DECRYPT_MODE, key, base64.decode(parts[1]), place, base64.decode(parts[2]));
      return Secret.of(new String(clear, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw unopened(execution, sealed, "and does not open with the key of that id");
    }
  }

  /** Whether it was sealed with the primary key. */
  public boolean isCurrent(Sealed sealed) {
    return sealed.keyId().equals(keys.primary().id());
  }

  private static UnopenedSecretException unopened(
      ExecutionId execution, Sealed sealed, String why) {
    return new UnopenedSecretException(
        "the secret of execution "
            + execution
            + " is sealed with the key '"
            + sealed.keyId()
            + "' "
            + why);
  }

  private static byte[] place(ExecutionId execution, String slot, String keyId) {
    return (execution.value() + "|" + slot + "|" + keyId + "|" + VERSION)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] run(int mode, JournalKey key, byte[] salt, byte[] place, byte[] input)
      throws GeneralSecurityException {
    byte[] material =
        KDF.getInstance("HKDF-SHA256")
            .deriveData(
                HKDFParameterSpec.ofExtract()
                    .addIKM(key.bytes())
                    .addSalt(salt)
                    .thenExpand(place, JournalKey.BYTES + NONCE_BYTES));
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(material, 0, JournalKey.BYTES, "AES"),
          new GCMParameterSpec(TAG_BITS, material, JournalKey.BYTES, NONCE_BYTES));
      cipher.updateAAD(place);
      return cipher.doFinal(input);
    } finally {
      Arrays.fill(material, (byte) 0);
    }
  }
}

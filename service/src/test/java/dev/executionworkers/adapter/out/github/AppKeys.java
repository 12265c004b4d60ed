package dev.executionworkers.adapter.out.github;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;

/** An App's keys for tests. They are made anew for each run, and only once. */
public final class AppKeys {
  /** An App's key. */
  public static final KeyPair KEY = generate(2048);

  /** Not its key. */
  static final KeyPair OTHER = generate(2048);

  /** In a PKCS#8 key of 2048 bits, everything before the PKCS#1 key that it wraps. */
  private static final int PKCS8_HEAD_BYTES = 26;

  private AppKeys() {}

  /** As most tools convert it: {@code BEGIN PRIVATE KEY}. */
  public static String pkcs8(KeyPair key) {
    return pem("PRIVATE KEY", key.getPrivate().getEncoded());
  }

  /** As GitHub hands it out: {@code BEGIN RSA PRIVATE KEY}. */
  public static String pkcs1(KeyPair key) {
    byte[] pkcs8 = key.getPrivate().getEncoded();
    return pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, PKCS8_HEAD_BYTES, pkcs8.length));
  }

  static String pem(String type, byte[] der) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + type
        + "-----\n";
  }

  static KeyPair generate(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}

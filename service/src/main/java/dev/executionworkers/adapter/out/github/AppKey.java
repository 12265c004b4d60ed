package dev.executionworkers.adapter.out.github;

import dev.executionworkers.domain.command.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an App's private key from PEM: as GitHub hands it out (PKCS#1, {@code BEGIN RSA PRIVATE
 * KEY}), or as most tools convert it (PKCS#8, {@code BEGIN PRIVATE KEY}). Pure.
 */
public final class AppKey {
  /** What RS256 asks for at least (RFC 7518, 3.3). */
  private static final int MIN_BITS = 2048;

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----", Pattern.DOTALL);

  /** A PKCS#8 envelope's version 0 and its algorithm, rsaEncryption (RFC 5958, RFC 8017). */
  private static final byte[] RSA_ENCRYPTION =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  private AppKey() {}

  /**
   * The key.
   *
   * @param pem with real line ends, or with {@code \n} in their place, as settings files of one
   *     line for each variable have them
   * @throws IllegalArgumentException saying what the text is instead, without quoting it
   */
  public static RSAPrivateKey of(Secret pem) {
    Matcher found = PEM.matcher(pem.reveal().replace("\\n", "\n"));
    if (!found.find()) {
      throw new IllegalArgumentException("is no whole private key in PEM");
    }
    byte[] der = decoded(found.group(2));
    return switch (found.group(1)) {
      case "RSA PRIVATE KEY" -> rsa(wrapped(der));
      case "PRIVATE KEY" -> rsa(der);
      case "ENCRYPTED PRIVATE KEY" -> throw new IllegalArgumentException("is an encrypted key");
      default -> throw new IllegalArgumentException("is PEM, but no RSA private key");
    };
  }

  private static byte[] decoded(String base64) {
    if (base64.contains("ENCRYPTED")) {
      throw new IllegalArgumentException("is an encrypted key");
    }
    try {
      return Base64.getDecoder().decode(base64.replaceAll("\\s+", ""));
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("is PEM that is damaged");
    }
  }

  private static RSAPrivateKey rsa(byte[] pkcs8) {
    try {
      var key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      if (key instanceof RSAPrivateKey rsa && rsa.getModulus().bitLength() >= MIN_BITS) {
        return rsa;
      }
      throw new IllegalArgumentException("is a key of less than " + MIN_BITS + " bits");
    } catch (GeneralSecurityException _) {
      throw new IllegalArgumentException("is PEM, but no RSA private key");
    }
  }

  private static byte[] wrapped(byte[] pkcs1) {
    return element(SEQUENCE, joined(RSA_ENCRYPTION, element(OCTET_STRING, pkcs1)));
  }

  /** One element of DER, its length in the long form of two bytes or the short one. */
  private static byte[] element(int tag, byte[] content) {
    byte[] head =
        content.length < 0x80
            ? new byte[] {(byte) tag, (byte) content.length}
            : new byte[] {
              (byte) tag, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length
            };
    return joined(head, content);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}

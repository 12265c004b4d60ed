package dev.executionworkers.adapter.in.temporal;

import dev.executionworkers.adapter.in.temporal.TemporalConfig.ClientFiles;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.CertificateUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that we show, and its key, as their files have them. Thread-safe.
 *
 * <p>gRPC would watch the files itself, but it takes the time of the one for that of the other
 * (grpc-java#13033, seen in 1.76): a certificate that it had read before its key was renewed too
 * stayed with the old key for ever, and no connection was made any more.
 */
final class OwnCertificate {
  private static final Logger LOG = LoggerFactory.getLogger(OwnCertificate.class);
  private static final byte[] SIGNED = "one pair".getBytes(StandardCharsets.US_ASCII);

  private final ClientFiles files;
  private final AdvancedTlsX509KeyManager shown = new AdvancedTlsX509KeyManager();
  private Optional<String> lastTrouble = Optional.empty();

  private OwnCertificate(ClientFiles files) {
    this.files = files;
  }

  /**
   * Reads it for the first time.
   *
   * @throws IllegalStateException when the certificate or its key cannot be used
   */
  static OwnCertificate of(ClientFiles files) {
    OwnCertificate certificate = new OwnCertificate(files);
    certificate
        .read()
        .ifPresent(trouble -> {
          throw new IllegalStateException("our certificate for Temporal is no use: " + trouble);
        });
    return certificate;
  }

  /** Shows, at each new connection, the certificate that was read last. */
  KeyManager keyManager() {
    return shown;
  }

  /**
   * Reads it again. What cannot be used is told once and changes nothing: most likely a renewal has
   * come as far as one of the two files.
   */
  synchronized void readAgain() {
    Optional<String> trouble = read();
    if (!trouble.equals(lastTrouble)) {
      trouble.ifPresent(reason ->
          LOG.atWarn()
              .addKeyValue("reason", reason)
              .log("our certificate for Temporal cannot be used; the one before is still shown"));
    }
    lastTrouble = trouble;
  }

  /** Shows from now on what is in the files, or says why it cannot be used. */
  private Optional<String> read() {
    X509Certificate[] chain;
    PrivateKey key;
    try (InputStream certificate = Files.newInputStream(files.certificate());
        InputStream privateKey = Files.newInputStream(files.privateKey())) {
      chain = CertificateUtils.getX509Certificates(certificate);
      key = CertificateUtils.getPrivateKey(privateKey);
    } catch (IOException e) {
      return Optional.of("it cannot be read: " + e);
    } catch (CertificateException e) {
      return Optional.of(files.certificate() + " is not a certificate in PEM");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.of(files.privateKey() + " is not an RSA or EC key in PKCS#8 as PEM");
    }
    if (chain.length == 0) {
      return Optional.of(files.certificate() + " is empty");
    }
    if (!isPair(chain[0].getPublicKey(), key)) {
      return Optional.of(files.privateKey() + " is not the key of " + files.certificate());
    }
    shown.updateIdentityCredentials(chain, key);
    return Optional.empty();
  }

  private static boolean isPair(PublicKey published, PrivateKey key) {
    try {
      Signature signature =
          Signature.getInstance(
              key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
      signature.initSign(key);
      signature.update(SIGNED);
      byte[] signed = signature.sign();
      signature.initVerify(published);
      signature.update(SIGNED);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}

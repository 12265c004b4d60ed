package dev.executionworkers.adapter.out.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which authorities TLS accepts: always the system's, and others that are added. There is no way to
 * accept everybody. Thread-safe; reads the system's authorities when they are first needed, once
 * for all peers.
 */
public final class TlsTrust {
  private final List<X509Certificate> extra;
  private @Nullable SSLContext context;

  private TlsTrust(List<X509Certificate> extra) {
    this.extra = List.copyOf(extra);
  }

  /** The system's authorities alone. */
  public static TlsTrust system() {
    return new TlsTrust(List.of());
  }

  /** The system's authorities and these. */
  public static TlsTrust systemAnd(List<X509Certificate> extra) {
    return new TlsTrust(extra);
  }

  /**
   * Reads certificates in PEM.
   *
   * @throws CertificateException when it holds something else, or nothing
   */
  public static List<X509Certificate> readPem(InputStream pem) throws CertificateException {
    var certificates = CertificateFactory.getInstance("X.509").generateCertificates(pem);
    if (certificates.isEmpty()) {
      throw new CertificateException("no certificate in it");
    }
    return certificates.stream().map(X509Certificate.class::cast).toList();
  }

  /** The same for those who make their own connections. */
  public X509TrustManager trustManager() {
    try {
      for (TrustManager manager : extra.isEmpty() ? managersOf(null) : trustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          return x509;
        }
      }
      throw new IllegalStateException("this JVM has no trust manager for certificates");
    } catch (GeneralSecurityException | IOException broken) {
      throw new IllegalStateException("this JVM cannot do TLS", broken);
    }
  }

  synchronized SSLContext context() {
    SSLContext made = context;
    if (made == null) {
      made = make();
      context = made;
    }
    return made;
  }

  private SSLContext make() {
    try {
      SSLContext made = SSLContext.getInstance("TLS");
      made.init(null, extra.isEmpty() ? null : trustManagers(), null);
      return made;
    } catch (GeneralSecurityException | IOException broken) {
      throw new IllegalStateException("this JVM cannot do TLS", broken);
    }
  }

  private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
    KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
    all.load(null, null);
    int number = 0;
    for (Certificate authority : systemAuthorities()) {
      all.setCertificateEntry("system-" + number++, authority);
    }
    for (Certificate authority : extra) {
      all.setCertificateEntry("extra-" + number++, authority);
    }
    return managersOf(all);
  }

  private static List<X509Certificate> systemAuthorities() throws GeneralSecurityException {
    for (TrustManager manager : managersOf(null)) {
      if (manager instanceof X509TrustManager x509) {
        return List.of(x509.getAcceptedIssuers());
      }
    }
    return List.of();
  }

  private static TrustManager[] managersOf(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}

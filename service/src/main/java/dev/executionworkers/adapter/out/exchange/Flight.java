package dev.executionworkers.adapter.out.exchange;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/**
 * One request on its way: how far it has come, and so what its failure means. The watchdog's thread
 * and the caller's share it.
 */
final class Flight {
  private final HttpUriRequestBase request;
  private volatile boolean sending;
  private volatile boolean expired;

  Flight(HttpUriRequestBase request) {
    this.request = request;
  }

  HttpUriRequestBase request() {
    return request;
  }

  /** A connection stands; from now on any byte may have reached the peer. */
  void beginsToSend() {
    sending = true;
  }

  /** Whether any byte may have reached the peer. */
  boolean wasSent() {
    return sending;
  }

  /** Its time is over: breaks the connection, whatever it waits for. */
  void expire() {
    expired = true;
    request.cancel();
  }

  /** Breaks the connection, for nobody wants the rest of the answer. */
  void abandon() {
    request.cancel();
  }

  boolean hasExpired() {
    return expired;
  }

  /** What the failure means. */
  Exchanged.Fault fault(IOException failure) {
    return sending ? afterSending(failure) : beforeSending(failure);
  }

  static Exchanged.Fault beforeSending(IOException failure) {
    return switch (failure) {
      case UnknownHostException _ -> Exchanged.Fault.UNKNOWN_HOST;
      case SSLException refused -> handshake(refused);
      case ConnectionRequestTimeoutException _ -> Exchanged.Fault.NO_PERMIT;
      default -> Exchanged.Fault.NOT_CONNECTED;
    };
  }

  /**
   * What a certificate was refused for is the innermost cause; the JDK has no type for its name.
   */
  private static Exchanged.Fault handshake(SSLException refused) {
    Throwable innermost = refused;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return switch (innermost) {
      case CertificateExpiredException _, CertificateNotYetValidException _ ->
          Exchanged.Fault.CERTIFICATE_OUT_OF_DATE;
      case CertPathBuilderException _ -> Exchanged.Fault.CERTIFICATE_UNTRUSTED;
      case SSLPeerUnverifiedException _ -> Exchanged.Fault.CERTIFICATE_OF_ANOTHER_HOST;
      case CertificateException name when name.getClass() == CertificateException.class ->
          Exchanged.Fault.CERTIFICATE_OF_ANOTHER_HOST;
      default -> Exchanged.Fault.TLS_FAILED;
    };
  }

  private Exchanged.Fault afterSending(IOException failure) {
    if (expired) {
      return Exchanged.Fault.TIMED_OUT;
    }
    return switch (failure) {
      case SocketTimeoutException _ -> Exchanged.Fault.TIMED_OUT;
      case MessageConstraintException _ -> Exchanged.Fault.TOO_LARGE;
      case TruncatedChunkException _ -> Exchanged.Fault.CONNECTION_LOST;
      case MalformedChunkCodingException _, ClientProtocolException _ -> Exchanged.Fault.UNREADABLE;
      default -> Exchanged.Fault.CONNECTION_LOST;
    };
  }
}

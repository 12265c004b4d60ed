package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers whose certificates no public authority has signed. */
class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path directory;
  private static X509Certificate certificate;
  private static X509Certificate authority;
  private static SSLServerSocket peer;
  private static SSLServerSocket expired;

  @BeforeAll
  static void start() throws Exception {
    KeyStore keys = makeKeys();
    certificate = (X509Certificate) keys.getCertificate("peer");
    authority = (X509Certificate) keys.getCertificate("authority");
    peer = listen(keys, "peer");
    expired = listen(keys, "expired");
  }

  @AfterAll
  static void stop() throws IOException {
    peer.close();
    expired.close();
  }

  @Test
  void refusesAnAuthorityThatNobodyNamed() {
    assertThat(send(TlsTrust.system(), "127.0.0.1"))
        .isEqualTo(new Faulted(Exchanged.Fault.CERTIFICATE_UNTRUSTED));
  }

  @Test
  void acceptsAnAuthorityThatWasAdded() {
    assertThat(send(TlsTrust.systemAnd(List.of(certificate)), "127.0.0.1"))
        .isInstanceOfSatisfying(
            Answered.class, answer -> assertThat(answer.body()).isEqualTo("secure"));
  }

  @Test
  void refusesACertificateOfAnotherHost() {
    assertThat(send(TlsTrust.systemAnd(List.of(certificate)), "localhost"))
        .isEqualTo(new Faulted(Exchanged.Fault.CERTIFICATE_OF_ANOTHER_HOST));
  }

  @Test
  void refusesACertificateThatHasExpired() {
    assertThat(send(TlsTrust.systemAnd(List.of(authority)), "127.0.0.1", expired))
        .isEqualTo(new Faulted(Exchanged.Fault.CERTIFICATE_OUT_OF_DATE));
  }

  @Test
  void readsPem() throws Exception {
    Path pem = directory.resolve("peer.pem");
    keytool("-exportcert", "-rfc", "-alias", "peer", "-file", pem.toString());
    try (InputStream in = Files.newInputStream(pem)) {
      assertThat(TlsTrust.readPem(in)).containsExactly(certificate);
    }
    assertThatThrownBy(() -> TlsTrust.readPem(new ByteArrayInputStream(new byte[0])))
        .isInstanceOf(CertificateException.class);
  }

  private static Exchanged send(TlsTrust trust, String host) {
    return send(trust, host, peer);
  }

  private static Exchanged send(TlsTrust trust, String host, SSLServerSocket server) {
    URI uri = URI.create("https://" + host + ":" + server.getLocalPort());
    NetworkSettings direct = Exchanges.NETWORK;
    var network =
        new NetworkSettings(
            Exchanges.PATIENT,
            direct.maxConnections(),
            trust,
            direct.proxies(),
            direct.userAgent());
    try (HttpExchange exchange = Exchanges.to(uri, network)) {
      return exchange.send(OutboundRequest.of(Method.GET, uri));
    }
  }

  /** A peer that shows one of the certificates. */
  private static SSLServerSocket listen(KeyStore keys, String alias) throws Exception {
    KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
    own.load(null, null);
    own.setKeyEntry(alias, keys.getKey(alias, PASSWORD), PASSWORD, keys.getCertificateChain(alias));
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(own, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    var server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().start(() -> serve(server));
    return server;
  }

  private static void serve(SSLServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.getInputStream().read(new byte[4096]);
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecure"
                    .getBytes(StandardCharsets.US_ASCII));
      } catch (IOException refused) {
        // The client did not like the certificate, or the test is over.
      }
    }
  }

  private static KeyStore makeKeys() throws Exception {
    pair("peer", "-validity", "36500");
    pair("authority", "-validity", "36500", "-ext", "bc:critical");
    pair("expired", "-signer", "authority", "-startdate", "2020/01/01", "-validity", "1");
    return KeyStore.getInstance(directory.resolve("keys").toFile(), PASSWORD);
  }

  private static void pair(String alias, String... more) throws Exception {
    var arguments =
        new ArrayList<>(
            List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=" + alias));
    arguments.addAll(List.of("-ext", "SAN=ip:127.0.0.1"));
    arguments.addAll(List.of(more));
    keytool(arguments.toArray(String[]::new));
  }

  /** The JDK makes certificates by this tool alone. */
  private static void keytool(String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", directory.resolve("keys").toString(), "-storepass", "changeit"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}

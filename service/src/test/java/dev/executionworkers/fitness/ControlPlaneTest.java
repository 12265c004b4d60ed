package dev.executionworkers.fitness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import dev.executionworkers.adapter.out.exchange.Exchanges;
import dev.executionworkers.adapter.out.exchange.HttpExchange;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers never change the domain: they neither know the control plane nor can reach it. */
class ControlPlaneTest {
  private static final Pattern CONTROL_PLANE = Pattern.compile("(?i)control[-_. ]?plane");

  /** What opens a connection in the JDK, and the client that the exchange is built on. */
  private static final List<String> CONNECTORS =
      List.of(
          "java.net.Socket",
          "java.net.HttpURLConnection",
          "java.net.URLConnection",
          "java.net.DatagramSocket",
          "java.net.http.",
          "java.nio.channels.AsynchronousSocketChannel",
          "java.nio.channels.DatagramChannel",
          "java.nio.channels.SocketChannel",
          "javax.net.",
          "org.apache.hc.");

  /** The one connection that is asked for nothing but work. */
  private static final List<String> TEMPORAL_CONNECTION =
      List.of(
          Code.ROOT + ".adapter.in.temporal.Connection",
          Code.ROOT + ".adapter.in.temporal.OwnCertificate",
          Code.ROOT + ".adapter.in.temporal.TemporalConfig$Tls",
          Code.ROOT + ".adapter.in.temporal.TemporalWorker$Trouble");

  @Test
  void nothingInTheServiceNamesTheControlPlane() {
    assertThat(Sources.under(Code.mainSources()).findings(new VocabularyRule(CONTROL_PLANE)))
        .isEmpty();
  }

  @Test
  void aNameOfTheControlPlaneIsCaught() {
    assertThat(
            Sources.under(Code.fixtureSources("vocabulary"))
                .findings(new VocabularyRule(CONTROL_PLANE)))
        .map(finding -> finding.substring(finding.indexOf(" says ") + 6))
        .containsExactlyInAnyOrder(
            "KnowsTheControlPlane",
            "CONTROL_PLANE_URL",
            "http://control-plane-api:8080/",
            "controlplane",
            "controlplane",
            "askControlPlane");
  }

  @Test
  void nothingThatIsShippedBesideTheCodeNamesIt() {
    assertThat(Stream.of(Code.mainResources(), Code.launcher()).flatMap(ControlPlaneTest::texts))
        .isNotEmpty()
        .noneMatch(text -> CONTROL_PLANE.matcher(text).find());
  }

  @Test
  void noLibraryComesFromIt() {
    assertThat(System.getProperty("java.class.path")).doesNotContainPattern(CONTROL_PLANE);
  }

  @Test
  void onlyTheExchangeOpensConnectionsAndOneToTemporal() {
    assertThat(connecting(Code.main()))
        .isNotEmpty()
        .allMatch(name ->
            name.startsWith(Code.ROOT + ".adapter.out.exchange.")
                || TEMPORAL_CONNECTION.contains(name));
  }

  @Test
  void aConnectionAroundTheExchangeIsCaught() {
    assertThat(connecting(Code.fixture("connections")))
        .containsExactlyInAnyOrder(
            Code.FIXTURES + ".connections.OpensASocket",
            Code.FIXTURES + ".connections.OpensAUrl",
            Code.FIXTURES + ".connections.UsesTheJdksClient");
  }

  @Test
  void onlyTheWiringMakesExchanges() {
    assertThat(makingExchanges(Code.main()))
        .isNotEmpty()
        .allMatch(name -> name.startsWith(Code.ROOT + ".bootstrap."));
  }

  @Test
  void anExchangeThatTheWiringDoesNotKnowIsCaught() {
    assertThat(makingExchanges(Code.fixture("connections")))
        .containsExactly(Code.FIXTURES + ".connections.MakesAnExchange");
  }

  @ParameterizedTest
  @EnumSource(Peer.class)
  void noPeersExchangeCanBeLedToTheControlPlane(Peer peer) {
    try (SimulatedServer controlPlane = server();
        SimulatedServer configured = server();
        HttpExchange exchange = exchange(peer, configured)) {
      OutboundRequest astray =
          OutboundRequest.of(Method.GET, controlPlane.baseUri().resolve("/applications"));

      assertThatThrownBy(() -> exchange.send(astray)).isInstanceOf(IllegalArgumentException.class);
      exchange.send(OutboundRequest.of(Method.GET, configured.baseUri().resolve("/")));

      assertThat(configured.received()).hasSize(1);
      assertThat(controlPlane.received()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Peer.class)
  void noPeersRedirectLeadsThere(Peer peer) {
    try (SimulatedServer controlPlane = server();
        SimulatedServer configured =
            SimulatedServer.start(
                "peer", _ -> Reply.empty(307).with("Location", controlPlane.baseUri() + "/x"));
        HttpExchange exchange = exchange(peer, configured)) {

      exchange.send(OutboundRequest.of(Method.GET, configured.baseUri().resolve("/")));

      assertThat(configured.received()).hasSize(1);
      assertThat(controlPlane.received()).isEmpty();
    }
  }

  private static SimulatedServer server() {
    return SimulatedServer.start("server", _ -> Reply.json(200, Map.of()));
  }

  private static HttpExchange exchange(Peer peer, SimulatedServer configured) {
    return Exchanges.to(peer, configured.baseUri());
  }

  private static List<String> connecting(JavaClasses classes) {
    return classes.stream()
        .filter(user ->
            user.getDirectDependenciesFromSelf().stream()
                    .map(found -> found.getTargetClass().getName())
                    .anyMatch(ControlPlaneTest::isConnector)
                || opensUrl(user))
        .map(JavaClass::getName)
        .toList();
  }

  private static List<String> makingExchanges(JavaClasses classes) {
    return classes.stream()
        .filter(user ->
            user.getConstructorCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(HttpExchange.class)))
        .map(JavaClass::getName)
        .toList();
  }

  private static boolean isConnector(String type) {
    return CONNECTORS.stream()
        .anyMatch(name -> name.endsWith(".") ? type.startsWith(name) : type.equals(name));
  }

  private static boolean opensUrl(JavaClass user) {
    return user.getAccessesFromSelf().stream()
        .anyMatch(access ->
            access.getTargetOwner().getName().equals("java.net.URL")
                && List.of("openStream", "openConnection", "getContent")
                    .contains(access.getName()));
  }

  private static Stream<String> texts(Path directory) {
    return Sources.filesUnder(directory, "").stream().map(ControlPlaneTest::text);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

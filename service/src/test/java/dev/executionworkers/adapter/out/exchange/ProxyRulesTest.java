package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.domain.command.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRulesTest {

  @Test
  void goesDirectlyWithoutAnyVariable() {
    assertThat(ProxyRules.parse(Map.of()).forPeer(URI.create("http://peer"))).isEmpty();
    assertThat(ProxyRules.NONE.forPeer(URI.create("https://peer"))).isEmpty();
  }

  @Test
  void takesTheProxyOfThePeersScheme() {
    var rules = ProxyRules.parse(Map.of("HTTP_PROXY", "http://a:1", "HTTPS_PROXY", "b:2"));

    assertThat(rules.forPeer(URI.create("http://peer")))
        .contains(new ProxyAddress("a", 1, Optional.empty()));
    assertThat(rules.forPeer(URI.create("https://peer")))
        .contains(new ProxyAddress("b", 2, Optional.empty()));
  }

  @Test
  void prefersLowerCase() {
    var rules = ProxyRules.parse(Map.of("HTTP_PROXY", "http://a:1", "http_proxy", "http://c:3"));
    assertThat(rules.forPeer(URI.create("http://peer")).orElseThrow().host()).isEqualTo("c");
  }

  @Test
  void anEmptyVariableIsOneThatIsNotSet() {
    var rules = ProxyRules.parse(Map.of("HTTP_PROXY", "http://a:1", "http_proxy", " "));
    assertThat(rules.forPeer(URI.create("http://peer")).orElseThrow().host()).isEqualTo("a");
  }

  @Test
  void readsALogin() {
    var login =
        ProxyRules.parse(Map.of("HTTP_PROXY", "http://me:p%40ss+1@a:1"))
            .forPeer(URI.create("http://peer"))
            .flatMap(ProxyAddress::login);
    assertThat(login).contains(new ProxyAddress.Login("me", Secret.of("p@ss+1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://a:1", "https://a:1", "http://", "http://a b", "//"})
  void namesTheVariableThatIsWrongAndNotItsValue(String value) {
    assertThatThrownBy(() -> ProxyRules.parse(Map.of("HTTPS_PROXY", value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("HTTPS_PROXY must look like http://host:port");
  }

  @ParameterizedTest
  @CsvSource({
    "*, http://peer.example, true",
    "peer.example, http://peer.example, true",
    "PEER.example, http://peer.Example, true",
    "peer.example, http://a.peer.example, true",
    ".peer.example, http://a.peer.example, true",
    "*.peer.example, http://a.peer.example, true",
    "peer.example, http://notpeer.example, false",
    "peer.example, http://peer.example.org, false",
    "peer.example:8080, http://peer.example:8080, true",
    "peer.example:8080, http://peer.example, false",
    "peer.example:80, http://peer.example, true",
    "peer.example:443, https://peer.example, true",
    "10.0.0.0/8, http://10.1.2.3, true",
    "10.0.0.0/8, http://11.1.2.3, false",
    "10.128.0.0/9, http://10.127.0.1, false",
    "10.0.0.1, http://10.0.0.1, true",
    "10.0.0.1, http://10.0.0.10, false",
    "fd00::/8, http://[fd12::1], true",
    "[fd12::1]:80, http://[fd12::1], true",
    "10.0.0.0/8, http://peer.example, false",
    "10.0.0.0/x, http://10.0.0.1, false",
    "10.0.0.0/99, http://10.0.0.1, false",
    "other, http://localhost:1, true",
    "other, http://127.0.0.1:1, true",
    "other, http://[::1]:1, true",
    "other, http://peer.example, false"
  })
  void reachesDirectlyWhatIsNamed(String noProxy, URI peer, boolean direct) {
    var rules =
        ProxyRules.parse(
            Map.of(
                "HTTP_PROXY",
                "http://a:1",
                "HTTPS_PROXY",
                "http://a:1",
                "NO_PROXY",
                " first.example , " + noProxy));
    assertThat(rules.forPeer(peer).isEmpty()).isEqualTo(direct);
  }
}

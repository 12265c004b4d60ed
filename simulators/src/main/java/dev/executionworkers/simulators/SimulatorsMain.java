package dev.executionworkers.simulators;

import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import dev.executionworkers.simulators.delegated.DelegatedSimulator;
import dev.executionworkers.simulators.github.GitHubSimulator;
import dev.executionworkers.simulators.harbor.HarborSimulator;
import dev.executionworkers.simulators.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * All simulators in one process, for whoever wants to drive the service by hand or from another
 * language. Prints one JSON line: {@code settings}, the environment that points the service at
 * them, and {@code robots}, the {@code secretId}s that can be rotated. Ends when its standard input
 * ends, or by a signal. Each address also has the paths under {@code /_sim/} that the package
 * {@code wire} documents, for faults and for what was received.
 *
 * <p>Arguments are ports, {@code github=8091 harbor=8092 delegated=8093}; a free one is taken where
 * none is given.
 */
public final class SimulatorsMain {

  private static final String ORGANISATION = "platform";
  private static final String TOKEN = "ghp_simulator";
  private static final List<String> ROBOTS = List.of("secret-1", "secret-2", "secret-3");
  private static final String FIRST_ROBOT_SECRET = "Before-Rotation-1";

  private SimulatorsMain() {}

  public static void main(String[] args) throws IOException {
    run(args, System.in, System.out);
  }

  /** Serves until the input ends. */
  static void run(String[] args, InputStream in, PrintStream out) throws IOException {
    Map<String, Integer> ports = ports(args);
    try (GitHubSimulator github = github(ports.getOrDefault("github", 0));
        HarborSimulator harbor = harbor(ports.getOrDefault("harbor", 0));
        DelegatedSimulator delegated =
            DelegatedSimulator.start(ports.getOrDefault("delegated", 0))) {
      ObjectNode line = Json.object();
      line.set("settings", settings(github, harbor, delegated));
      line.set("robots", Json.node(ROBOTS));
      out.println(new String(Json.write(line), StandardCharsets.UTF_8));
      out.flush();
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static Map<String, Integer> ports(String[] args) {
    var ports = new HashMap<String, Integer>();
    for (String arg : args) {
      if (!arg.matches("(github|harbor|delegated)=\\d{1,5}")) {
        throw new IllegalArgumentException(
            "not github=PORT, harbor=PORT or delegated=PORT: " + arg);
      }
      int equals = arg.indexOf('=');
      ports.put(arg.substring(0, equals), Integer.parseInt(arg.substring(equals + 1)));
    }
    return ports;
  }

  private static GitHubSimulator github(int port) {
    return GitHubSimulator.start(port, InstantSource.system())
        .organisation(ORGANISATION)
        .user("bot")
        .admin(ORGANISATION, "bot")
        .token(TOKEN, "bot");
  }

  private static HarborSimulator harbor(int port) {
    HarborSimulator harbor = HarborSimulator.start(port);
    ROBOTS.forEach(name -> harbor.robot(name, FIRST_ROBOT_SECRET));
    return harbor;
  }

  private static ObjectNode settings(
      GitHubSimulator github, HarborSimulator harbor, DelegatedSimulator delegated) {
    ObjectNode settings =
        Json.object()
            .put("GITHUB_API_URL", github.apiUrl().toString())
            .put("GITHUB_TOKEN", TOKEN)
            .put("HARBOR_URL", harbor.uri().toString())
            .put("HARBOR_ROBOT_USERNAME", HarborSimulator.ADMIN)
            .put("HARBOR_ROBOT_PASSWORD", HarborSimulator.ADMIN_PASSWORD);
    for (DelegatedEndpoint endpoint : DelegatedEndpoint.values()) {
      settings.put(endpoint.setting(), delegated.uri(endpoint).toString());
    }
    return settings;
  }
}

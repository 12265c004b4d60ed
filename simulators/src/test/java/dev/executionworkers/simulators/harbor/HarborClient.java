package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Somebody who talks to the simulator over real sockets. */
record HarborClient(HttpClient http, URI base, Optional<String> authorization) {

  /** An answer, complete. */
  record Answer(int status, HttpHeaders headers, String body) {

    JsonNode json() {
      return Json.read(body.getBytes(StandardCharsets.UTF_8)).orElse(MissingNode.getInstance());
    }

    String code() {
      return json().path("errors").path(0).path("code").asString("");
    }

    String message() {
      return json().path("errors").path(0).path("message").asString("");
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    List<String> cookies() {
      return headers.allValues("Set-Cookie");
    }

    /** The names of the robots in a list. */
    List<String> names() {
      return json().valueStream().map(robot -> robot.path("name").asString("")).toList();
    }
  }

  static HarborClient anonymous(HarborSimulator harbor) {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return new HarborClient(http, harbor.uri(), Optional.empty());
  }

  static HarborClient admin(HarborSimulator harbor) {
    return anonymous(harbor).as(HarborSimulator.ADMIN, HarborSimulator.ADMIN_PASSWORD);
  }

  HarborClient as(String name, String secret) {
    String pair =
        Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
    return new HarborClient(http, base, Optional.of("Basic " + pair));
  }

  HarborClient withBearer(String token) {
    return new HarborClient(http, base, Optional.of("Bearer " + token));
  }

  Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody(), Map.of());
  }

  Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody(), Map.of());
  }

  Answer send(String method, String path, String json) {
    return send(method, path, json, Map.of("Content-Type", "application/json"));
  }

  Answer send(String method, String path, String body, Map<String, String> headers) {
    return send(method, path, BodyPublishers.ofString(body), headers);
  }

  Answer patchSecret(long robot, String secret) {
    String body = new String(Json.write(Map.of("secret", secret)), StandardCharsets.UTF_8);
    return send("PATCH", "/api/v2.0/robots/" + robot, body);
  }

  /** The status of the call by which a robot proves its secret. */
  int provesItself() {
    return get("/api/v2.0/users/current").status();
  }

  Answer send(String method, String path, BodyPublisher body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
    headers.forEach(request::header);
    authorization.ifPresent(value -> request.header("Authorization", value));
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}

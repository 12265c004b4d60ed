package dev.executionworkers.simulators.delegated;

import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The four receivers of delegated work at one server. It accepts everything with 202 until it is
 * told otherwise. Its setters return it, take effect at once and may be called while it serves;
 * every method may be called on any thread.
 */
public final class DelegatedSimulator implements AutoCloseable {

  private final Map<DelegatedEndpoint, Receiver> receivers = new EnumMap<>(DelegatedEndpoint.class);
  private final Map<DelegatedEndpoint, String> paths = new ConcurrentHashMap<>();
  private final BindingLedger bindings = new BindingLedger();
  private final SimulatedServer server;

  private DelegatedSimulator(int port) {
    for (DelegatedEndpoint endpoint : DelegatedEndpoint.values()) {
      paths.put(endpoint, endpoint.path());
      receivers.put(endpoint, new Receiver(endpoint.requiredFields(), work(endpoint)));
    }
    server = SimulatedServer.start("delegated", port, this::handle);
    server.publishState(this::publishedState);
  }

  /** Starts on a free port. */
  public static DelegatedSimulator start() {
    return start(0);
  }

  /** Starts on that port. */
  public static DelegatedSimulator start(int port) {
    return new DelegatedSimulator(port);
  }

  /** What it listens with: its faults and what it received. */
  public SimulatedServer server() {
    return server;
  }

  /** The server's address, without a slash at the end. */
  public URI uri() {
    return server.baseUri();
  }

  /** The URL of an endpoint, for its setting. */
  public URI uri(DelegatedEndpoint endpoint) {
    return URI.create(server.baseUri() + path(endpoint));
  }

  // ---- how it behaves --------------------------------------------------------------------------

  /** Moves an endpoint. */
  public DelegatedSimulator path(DelegatedEndpoint endpoint, String path) {
    paths.put(endpoint, path);
    return this;
  }

  /** Answers 401 to whoever does not send that bearer token to that endpoint. */
  public DelegatedSimulator requireToken(DelegatedEndpoint endpoint, String token) {
    receiver(endpoint).requireToken(token);
    return this;
  }

  /** What success looks like instead of 202; a 2xx. */
  public DelegatedSimulator succeedWith(DelegatedEndpoint endpoint, Reply reply) {
    receiver(endpoint).success(reply);
    return this;
  }

  /** Answers the next so many that would have an effect with that instead. No effect. */
  public DelegatedSimulator answerNext(DelegatedEndpoint endpoint, int times, Reply reply) {
    receiver(endpoint).trouble(times, reply);
    return this;
  }

  /** Answers the next so many with that status, such as 500, 503 or 429. No effect. */
  public DelegatedSimulator failNext(DelegatedEndpoint endpoint, int times, int status) {
    return answerNext(endpoint, times, trouble(status));
  }

  /** Refuses everything with that status, such as 422, 403, 404 or 409, until {@link #accept}. */
  public DelegatedSimulator refuse(DelegatedEndpoint endpoint, int status) {
    receiver(endpoint).standingTrouble(trouble(status));
    return this;
  }

  /** Ends every refusal and every failure still to come. */
  public DelegatedSimulator accept(DelegatedEndpoint endpoint) {
    receiver(endpoint).noTrouble();
    return this;
  }

  /** Says for the next so many asks that nothing is reconciled yet: 503, {@code Retry-After: 1}. */
  public DelegatedSimulator notReconciledFor(int asks) {
    return notReconciledFor(asks, 503);
  }

  /** The same with a status of one's own: 503 with {@code Retry-After}, or 425. */
  public DelegatedSimulator notReconciledFor(int asks, int status) {
    Reply notYet = Receiver.problem(status, "not reconciled yet");
    return answerNext(
        DelegatedEndpoint.GITOPS_VERIFY,
        asks,
        status == 503 ? notYet.with("Retry-After", "1") : notYet);
  }

  /** Lets every request at that endpoint wait before its work is done. */
  public DelegatedSimulator slow(DelegatedEndpoint endpoint, Duration pause) {
    receiver(endpoint).pause(pause);
    return this;
  }

  /**
   * Lets requests wait before their work is done, until {@link #release}: a slowness that a test
   * ends when it likes.
   */
  public DelegatedSimulator hold(DelegatedEndpoint endpoint) {
    receiver(endpoint).hold(true);
    return this;
  }

  /** Lets the work of what is held be done, whether its caller is still there or not. */
  public DelegatedSimulator release(DelegatedEndpoint endpoint) {
    receiver(endpoint).hold(false);
    return this;
  }

  /**
   * Waits until that many requests are held.
   *
   * @throws IllegalStateException when they are not after two minutes
   */
  public DelegatedSimulator awaitHeld(DelegatedEndpoint endpoint, int requests) {
    try {
      receiver(endpoint).awaitWaiting(requests);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
    return this;
  }

  // ---- what tests ask --------------------------------------------------------------------------

  /** Every POST of JSON to the endpoint, oldest first, whatever became of it. */
  public List<DelegatedCall> calls(DelegatedEndpoint endpoint) {
    return receiver(endpoint).calls();
  }

  /** The work done there, oldest first: one for each key. */
  public List<DelegatedEffect> effects(DelegatedEndpoint endpoint) {
    return receiver(endpoint).effects();
  }

  /** How often work was done there. */
  public int effectCount(DelegatedEndpoint endpoint) {
    return effects(endpoint).size();
  }

  /** How often work was done there under that key; more than 1 would be the simulator's fault. */
  public long effectCount(DelegatedEndpoint endpoint, String idempotencyKey) {
    return effects(endpoint).stream()
        .filter(effect -> effect.idempotencyKey().equals(Optional.of(idempotencyKey)))
        .count();
  }

  /** How many different bodies had an effect there: what an operation did, not how often. */
  public long distinctEffectCount(DelegatedEndpoint endpoint) {
    return effects(endpoint).stream().map(DelegatedEffect::body).distinct().count();
  }

  /** What the bindings of that secret use now. */
  public Optional<Binding> lastBinding(String secretId) {
    return bindings.last(secretId);
  }

  /** Everything the bindings of that secret were told and took, oldest first. */
  public List<Binding> bindings(String secretId) {
    return bindings.accepted(secretId);
  }

  /** What was answered with success but not taken, because a newer generation was there. */
  public List<Binding> ignoredBindings() {
    return bindings.ignored();
  }

  /** Stops; what is held is let go. */
  @Override
  public void close() {
    receivers.values().forEach(receiver -> receiver.hold(false));
    server.close();
  }

  private Reply handle(Received request) {
    Optional<DelegatedEndpoint> endpoint =
        Arrays.stream(DelegatedEndpoint.values())
            .filter(candidate -> path(candidate).equals(request.path()))
            .findFirst();
    if (endpoint.isEmpty()) {
      return Receiver.problem(404, "no such endpoint");
    }
    if (!request.method().equals("POST")) {
      return Receiver.problem(405, "POST only").with("Allow", "POST");
    }
    if (!isJson(request)) {
      return Receiver.problem(415, "Content-Type must be application/json");
    }
    return receiver(endpoint.get()).receive(DelegatedCall.of(request));
  }

  private static boolean isJson(Received request) {
    return request
        .header("Content-Type")
        .map(type -> type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip())
        .equals(Optional.of("application/json"));
  }

  private Consumer<DelegatedEffect> work(DelegatedEndpoint endpoint) {
    return switch (endpoint) {
      case SECRETS, SECRET_BINDINGS, GITOPS_VERIFY -> effect -> {};
      case BINDINGS_UPDATE -> effect -> bindings.offer(Binding.of(effect.body()));
    };
  }

  private static Reply trouble(int status) {
    return Receiver.problem(status, "simulated " + status);
  }

  private String path(DelegatedEndpoint endpoint) {
    return paths.getOrDefault(endpoint, endpoint.path());
  }

  private Receiver receiver(DelegatedEndpoint endpoint) {
    return Optional.ofNullable(receivers.get(endpoint)).orElseThrow();
  }

  private Object publishedState() {
    var state = new TreeMap<String, Object>();
    for (DelegatedEndpoint endpoint : DelegatedEndpoint.values()) {
      state.put(path(endpoint), effectCount(endpoint));
    }
    state.put("bindings", bindings.inForce());
    return state;
  }
}

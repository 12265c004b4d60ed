package dev.executionworkers.bootstrap;

import dev.executionworkers.adapter.in.http.Application;
import dev.executionworkers.adapter.in.http.HttpConfig;
import dev.executionworkers.adapter.in.http.HttpLimits;
import dev.executionworkers.adapter.in.http.HttpServer;
import dev.executionworkers.adapter.in.http.InternalTokens;
import dev.executionworkers.adapter.in.wire.CommandCodec;
import dev.executionworkers.adapter.out.delegated.Delegate;
import dev.executionworkers.adapter.out.delegated.DelegatedEndpoints;
import dev.executionworkers.adapter.out.delegated.Endpoint;
import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.adapter.out.exchange.PeerPace;
import dev.executionworkers.adapter.out.exchange.TimedStandby;
import dev.executionworkers.adapter.out.exchange.TlsTrust;
import dev.executionworkers.adapter.out.github.AppCredentials;
import dev.executionworkers.adapter.out.github.AppIdentity;
import dev.executionworkers.adapter.out.github.GitHubCodeHost;
import dev.executionworkers.adapter.out.github.GitHubCredentials;
import dev.executionworkers.adapter.out.github.GitHubLimitSigns;
import dev.executionworkers.adapter.out.harbor.BasicCredentials;
import dev.executionworkers.adapter.out.harbor.FacadeRegistry;
import dev.executionworkers.adapter.out.harbor.HarborRegistry;
import dev.executionworkers.adapter.out.harbor.ReplacingHarborRegistry;
import dev.executionworkers.adapter.out.harbor.RobotNameTemplate;
import dev.executionworkers.adapter.out.telemetry.TelemetryOptions;
import dev.executionworkers.adapter.out.telemetry.TelemetryStack;
import dev.executionworkers.application.operation.OperationCatalog;
import dev.executionworkers.application.pipeline.Pipeline;
import dev.executionworkers.application.pipeline.Ports;
import dev.executionworkers.application.pipeline.SystemTime;
import dev.executionworkers.application.pipeline.TimeOrderedIds;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.policy.Times;
import dev.executionworkers.port.in.Readiness;
import dev.executionworkers.port.in.StartCommand;
import dev.executionworkers.port.out.CodeHost;
import dev.executionworkers.port.out.PeerLimits;
import dev.executionworkers.port.out.Registry;
import dev.executionworkers.port.out.Time;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Makes everything by the settings, from the outside in: telemetry, peers, journal, operations,
 * pipeline, server. The only place that makes adapters.
 */
final class Wiring {
  private static final Duration FOREIGN_TIMEOUT = Duration.ofSeconds(10);

  /** What an attempt may take beyond its timeout until its end is written down. */
  private static final Duration LAST_BYTES = Duration.ofSeconds(2);

  /** Once the pipeline has sent everybody away, only the answers have to leave. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

  /** An attempt is at most a few calls; this much is left for what comes after them. */
  private static final Duration HOLD_MARGIN = Duration.ofSeconds(15);

  /**
   * A look, and three calls to create for a user. The first attempt of a GitHub App makes up to
   * six, with a user's two fewer and three for its token; the margin has room for the sixth.
   */
  private static final int MOST_CALLS_IN_AN_ATTEMPT = 5;

  private final InstantSource clock = InstantSource.system();
  private final ConnectionBudget connections = ConnectionBudget.ofThisProcess();

  /**
   * Makes everything; nothing runs yet.
   *
   * @param onFatal told once when the journal has failed and the process must end
   * @throws dev.executionworkers.adapter.out.telemetry.TelemetryStartException when OpenTelemetry
   *     refuses a variable
   * @throws dev.executionworkers.adapter.out.journal.JournalStartException when it cannot be used
   */
  Service assemble(Settings settings, Consumer<Throwable> onFatal) {
    TelemetryStack telemetry = TelemetryStack.start(telemetryOptions(settings));
    Exchanges exchanges =
        new Exchanges(settings.network(), connections, telemetry.exchanges(), clock);
    Journals journals = journals(settings, telemetry, onFatal);
    RandomGenerator chance = chance();
    Time time = new SystemTime();
    Events events = Events.to(settings.eventsSink(), journals.outbox(), exchanges, time, chance);
    Ports ports =
        new Ports(
            journals.journal(), events.sink(), telemetry.executions(), chance, hold(settings));
    Pipeline pipeline =
        new Pipeline(
            operations(settings.peers(), exchanges, journals.peerLimits(), time),
            ports,
            time,
            new TimeOrderedIds(clock, chance));
    telemetry.pendingRotations(pipeline::rotationsPending);
    telemetry.peers(exchanges::states);
    events.tell(telemetry);
    Optional<Entrance> temporal = temporal(settings, pipeline, telemetry);
    Readiness readiness = readiness(settings, pipeline, temporal);
    HttpServer server =
        new HttpServer(
            http(settings),
            new Application(pipeline, readiness, pipeline.supervision(), journals.ledger()),
            telemetry.metricsPage(),
            telemetry.requests(),
            clock);
    return new Service(
        new Service.Parts(
            pipeline, server, temporal, exchanges, journals.journal(), events, telemetry),
        settings.server().shutdownGrace());
  }

  private Optional<Entrance> temporal(
      Settings settings, StartCommand application, TelemetryStack telemetry) {
    return settings
        .temporal()
        .map(temporal ->
            new TemporalEntrance(
                temporal,
                TlsTrust.systemAnd(settings.network().extraAuthorities()),
                application,
                new CommandCodec(settings.peers().protectionDefaults()),
                telemetry.activities(),
                clock));
  }

  private static Readiness readiness(
      Settings settings, Readiness application, Optional<Entrance> temporal) {
    return temporal
        .<Readiness>map(entrance ->
            new WholeReadiness(
                application, entrance, settings.temporal().orElseThrow().readiness()))
        .orElse(application);
  }

  private Journals journals(
      Settings settings, TelemetryStack telemetry, Consumer<Throwable> onFatal) {
    return Journals.open(
        settings.storage(),
        Events.form(settings.eventsSink()),
        clock,
        telemetry.journal(),
        onFatal);
  }

  private OperationCatalog operations(
      Settings.Peers peers, Exchanges exchanges, PeerLimits limits, Time time) {
    DelegatedEndpoints delegated = delegated(peers.delegated(), exchanges);
    return new OperationCatalog(
        codeHost(peers.github(), exchanges, new Exchanges.Limits(pace(peers), limits, time)),
        delegated,
        peers.harbor().map(harbor -> registry(harbor, exchanges)).orElseGet(Registry.Absent::new),
        delegated,
        peers.rotation().replayWindow(),
        peers.rotation().overlap());
  }

  private static TelemetryOptions telemetryOptions(Settings settings) {
    return new TelemetryOptions(
        settings.service().name(),
        settings.service().environment(),
        settings.peers().harbor().map(Settings.Harbor::url),
        settings.tracing().otelVariables());
  }

  private CodeHost codeHost(Settings.GitHub github, Exchanges exchanges, Exchanges.Limits limits) {
    Exchange exchange =
        exchanges.limited(
            github.apiUrl(),
            FOREIGN_TIMEOUT,
            GitHubCodeHost.probe(github.apiUrl()),
            limits,
            new GitHubLimitSigns());
    return new GitHubCodeHost(
        exchange, github.apiUrl(), credentials(github, exchange, limits.time()));
  }

  private GitHubCredentials credentials(Settings.GitHub github, Exchange exchange, Time time) {
    return github
        .app()
        .<GitHubCredentials>map(app ->
            new AppCredentials(
                exchange,
                github.apiUrl(),
                new AppIdentity(app.id(), app.privateKey(), app.installation()),
                clock,
                () -> new TimedStandby(time)))
        .orElseGet(() -> GitHubCredentials.ofToken(() -> github.token().map(SecretSource::get)));
  }

  /**
   * GitHub counts by account, whatever its token. Whose a token of the settings is we do not know;
   * each installation of an App is an account of its own.
   */
  private static PeerPace pace(Settings.Peers peers) {
    Settings.GitHubLimits limits = peers.githubLimits();
    Peer peer = Peer.GIT_PROVIDER;
    return new PeerPace(
        peer,
        peer.target() + "@" + peers.github().apiUrl().getAuthority(),
        limits.writes(),
        FOREIGN_TIMEOUT.plus(LAST_BYTES).plus(Exchanges.PERMIT_PATIENCE),
        limits.readsAtATime(),
        limits.readsPerMinute());
  }

  private static Registry registry(Settings.Harbor harbor, Exchanges exchanges) {
    Exchange exchange =
        exchanges.foreign(Peer.HARBOR, harbor.url(), FOREIGN_TIMEOUT, harborProbe(harbor));
    BasicCredentials principal = new BasicCredentials(harbor.username(), harbor.password());
    RobotNameTemplate names = harbor.robot();
    return switch (harbor.way()) {
      case REFRESH ->
          new HarborRegistry(exchange, harbor.url(), principal, names, new SecureRandom());
      case REPLACE -> new ReplacingHarborRegistry(exchange, harbor.url(), principal, names);
      case ENDPOINT -> new FacadeRegistry(exchange, harbor.url(), principal, names);
    };
  }

  /** What a façade can be asked without effect is not known. */
  private static Optional<OutboundRequest> harborProbe(Settings.Harbor harbor) {
    return switch (harbor.way()) {
      case REFRESH, REPLACE -> Optional.of(HarborRegistry.probe(harbor.url()));
      case ENDPOINT -> Optional.empty();
    };
  }

  private static DelegatedEndpoints delegated(Settings.Delegated settings, Exchanges exchanges) {
    Map<Delegate, Endpoint> endpoints = new EnumMap<>(Delegate.class);
    for (Delegate delegate : Delegate.values()) {
      configured(delegate, settings)
          .ifPresent(endpoint ->
              endpoints.put(
                  delegate,
                  new Endpoint(
                      endpoint.url(),
                      endpoint.token().map(token -> token),
                      exchanges.own(delegate.peer(), endpoint.url(), settings.attemptTimeout()))));
    }
    return new DelegatedEndpoints(endpoints);
  }

  private static Optional<Settings.Endpoint> configured(
      Delegate delegate, Settings.Delegated settings) {
    return switch (delegate) {
      case SECRETS -> settings.secrets();
      case SECRET_BINDINGS -> settings.secretBindings();
      case GITOPS_VERIFY -> settings.gitOpsVerify();
      case BINDINGS_UPDATE -> settings.bindingsUpdate();
    };
  }

  private HttpConfig http(Settings settings) {
    return new HttpConfig(
        settings.server().bindAddress(),
        settings.server().port(),
        settings.server().requestDeadline(),
        () ->
            settings
                .server()
                .internalToken()
                .map(token -> InternalTokens.of(token.get()))
                .orElseGet(InternalTokens::none),
        settings.peers().protectionDefaults(),
        HttpLimits.of(LAST_ANSWERS, connections.inbound()));
  }

  private static Duration hold(Settings settings) {
    // Duration.multipliedBy has the JVM set up decimal numbers, for some 14 ms of the start.
    Duration foreign = Duration.ofMillis(FOREIGN_TIMEOUT.toMillis() * MOST_CALLS_IN_AN_ATTEMPT);
    Duration delegated = settings.peers().delegated().attemptTimeout();
    return Times.longer(foreign, delegated).plus(HOLD_MARGIN);
  }

  /** Each thread's own, since a shared one would be fought over. */
  private static RandomGenerator chance() {
    return () -> ThreadLocalRandom.current().nextLong();
  }
}

package dev.executionworkers.bootstrap;

import static dev.executionworkers.bootstrap.Variable.APPENV_BRANCH;
import static dev.executionworkers.bootstrap.Variable.APPENV_GITOPS_VERIFY_ENDPOINT;
import static dev.executionworkers.bootstrap.Variable.APPENV_GITOPS_VERIFY_ENDPOINT_TOKEN;
import static dev.executionworkers.bootstrap.Variable.APPENV_REPO_OWNER;
import static dev.executionworkers.bootstrap.Variable.APPENV_REPO_PREFIX;
import static dev.executionworkers.bootstrap.Variable.APPENV_REQUIRED_APPROVALS;
import static dev.executionworkers.bootstrap.Variable.APPENV_SECRETS_ENDPOINT;
import static dev.executionworkers.bootstrap.Variable.APPENV_SECRETS_ENDPOINT_TOKEN;
import static dev.executionworkers.bootstrap.Variable.APPENV_SECRET_BINDINGS_ENDPOINT;
import static dev.executionworkers.bootstrap.Variable.APPENV_SECRET_BINDINGS_ENDPOINT_TOKEN;
import static dev.executionworkers.bootstrap.Variable.BIND_ADDRESS;
import static dev.executionworkers.bootstrap.Variable.DATABASE_URL;
import static dev.executionworkers.bootstrap.Variable.DATA_DIR;
import static dev.executionworkers.bootstrap.Variable.DELEGATED_TIMEOUT;
import static dev.executionworkers.bootstrap.Variable.ENVIRONMENT;
import static dev.executionworkers.bootstrap.Variable.EVENTS_SINK;
import static dev.executionworkers.bootstrap.Variable.EVENTS_SINK_TOKEN;
import static dev.executionworkers.bootstrap.Variable.EXTRA_CA_FILE;
import static dev.executionworkers.bootstrap.Variable.INTERNAL_AUTH_TOKEN;
import static dev.executionworkers.bootstrap.Variable.JOURNAL_KEY;
import static dev.executionworkers.bootstrap.Variable.JOURNAL_RETENTION;
import static dev.executionworkers.bootstrap.Variable.LOG_LEVEL;
import static dev.executionworkers.bootstrap.Variable.PORT;
import static dev.executionworkers.bootstrap.Variable.REQUEST_DEADLINE;
import static dev.executionworkers.bootstrap.Variable.ROTATION_OVERLAP;
import static dev.executionworkers.bootstrap.Variable.ROTATION_REPLAY_WINDOW;
import static dev.executionworkers.bootstrap.Variable.SECRET_BINDINGS_UPDATE_ENDPOINT;
import static dev.executionworkers.bootstrap.Variable.SECRET_BINDINGS_UPDATE_ENDPOINT_TOKEN;
import static dev.executionworkers.bootstrap.Variable.SERVICE_NAME;
import static dev.executionworkers.bootstrap.Variable.SHUTDOWN_GRACE;

import dev.executionworkers.adapter.in.wire.ProtectionDefaults;
import dev.executionworkers.adapter.out.exchange.ProxyRules;
import dev.executionworkers.adapter.out.exchange.TlsTrust;
import dev.executionworkers.adapter.out.journal.JournalStartException;
import dev.executionworkers.adapter.out.journal.postgres.DatabaseUrl;
import dev.executionworkers.adapter.out.journal.seal.JournalKeys;
import dev.executionworkers.adapter.out.telemetry.log.LogLevel;
import dev.executionworkers.bootstrap.Settings.Delegated;
import dev.executionworkers.bootstrap.Settings.Endpoint;
import dev.executionworkers.bootstrap.Settings.Harbor;
import dev.executionworkers.bootstrap.Settings.Network;
import dev.executionworkers.bootstrap.Settings.Peers;
import dev.executionworkers.bootstrap.Settings.Rotation;
import dev.executionworkers.bootstrap.Settings.Server;
import dev.executionworkers.bootstrap.Settings.Service;
import dev.executionworkers.bootstrap.Settings.Storage;
import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.InvalidCommandException;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.Secret;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Makes settings of an environment, and a list of everything that is wrong with it. */
final class SettingsParser {
  /** The workflow engine waits for 15 s; the answer needs its way back. */
  private static final Duration CALLER_TIMEOUT = Duration.ofSeconds(14);

  /** Over which the workflow engine spreads its five attempts. */
  private static final Duration CALLER_PATIENCE = Duration.ofSeconds(135);

  private static final int MAX_LABEL_CHARS = 100;

  private final Map<String, String> environment;
  private final EnvironmentReader reader;
  private final List<Remark> warnings = new ArrayList<>();

  SettingsParser(Map<String, String> environment, FileContent files, LongSupplier nanoTime) {
    this.environment = environment;
    this.reader = new EnvironmentReader(environment, files, nanoTime);
  }

  ParsedSettings parse() {
    Settings settings =
        new Settings(
            service(),
            server(),
            peers(),
            storage(),
            eventsSink(),
            network(),
            new OtelSettings(reader).parse(),
            TemporalSettings.parse(reader, warnings));
    warnings.addAll(UnknownVariables.in(environment));
    return reader.faults().isEmpty()
        ? new ParsedSettings.Valid(settings, warnings)
        : new ParsedSettings.Invalid(reader.faults(), warnings);
  }

  private void warn(Variable variable, String text) {
    warnings.add(new Remark(variable.name(), text));
  }

  private Service service() {
    return new Service(
        reader.parsed(SERVICE_NAME, SettingsParser::label),
        reader.parsed(ENVIRONMENT, SettingsParser::label),
        reader.choice(LOG_LEVEL, LogLevel.class));
  }

  /** It stands on every line and every series. */
  private static String label(String text) {
    if (text.length() > MAX_LABEL_CHARS || !text.matches("[\\p{L}\\p{N}._:/ -]+")) {
      throw new IllegalArgumentException(
          "must be at most "
              + MAX_LABEL_CHARS
              + " letters, digits, blanks, '.', '_', ':', '/' and '-'");
    }
    return text;
  }

  private Server server() {
    Optional<SecretSource> internalToken = reader.secret(INTERNAL_AUTH_TOKEN);
    if (!reader.isSet(INTERNAL_AUTH_TOKEN)) {
      warn(INTERNAL_AUTH_TOKEN, "is not set: whoever reaches the port may use every operation");
    }
    Duration deadline = reader.duration(REQUEST_DEADLINE, "100ms", "5m");
    if (deadline.compareTo(CALLER_TIMEOUT) > 0) {
      warn(REQUEST_DEADLINE, "is above 14s: a caller that waits for 15s gets no answer in time");
    }
    return new Server(
        reader.parsed(BIND_ADDRESS, SettingsParser::address),
        reader.integer(PORT, 0, 65_535),
        internalToken,
        deadline,
        reader.duration(SHUTDOWN_GRACE, "0s", "1h"));
  }

  /** Names are not resolved here: that would ask others before anything is checked. */
  private static InetAddress address(String text) {
    if (text.isEmpty()) {
      return new InetSocketAddress(0).getAddress();
    }
    if (text.equals("localhost")) {
      return InetAddress.getLoopbackAddress();
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("must be an IP address or localhost");
    }
  }

  private Peers peers() {
    Delegated delegated = delegated();
    Optional<Harbor> harbor = new HarborSettings(reader).parse();
    if (harbor.isPresent() && delegated.bindingsUpdate().isEmpty()) {
      warn(
          SECRET_BINDINGS_UPDATE_ENDPOINT,
          "is not set: no token is rotated, since nothing could be told of it");
    }
    return new Peers(
        new GitHubSettings(reader).parse(),
        new GitHubLimitSettings(reader).parse(),
        protectionDefaults(),
        delegated,
        harbor,
        rotation());
  }

  private ProtectionDefaults protectionDefaults() {
    return new ProtectionDefaults(
        reader.parsed(APPENV_REPO_OWNER, unnamed(RepositoryOwner::new)),
        reader.parsed(APPENV_REPO_PREFIX, unnamed(SettingsParser::prefix)),
        reader.parsed(APPENV_BRANCH, unnamed(BranchName::new)),
        reader.integer(
            APPENV_REQUIRED_APPROVALS,
            ApplyBranchProtection.MIN_APPROVALS,
            ApplyBranchProtection.MAX_APPROVALS));
  }

  /** A prefix is good when it makes a good name. */
  private static String prefix(String text) {
    return RepositoryName.named("prefix", text + "x").value().substring(0, text.length());
  }

  /** The domain's rules name a field of a request; here the variable is named instead. */
  private static <T> Function<String, T> unnamed(Function<String, T> rule) {
    return text -> {
      try {
        return rule.apply(text);
      } catch (InvalidCommandException e) {
        String sentence = String.valueOf(e.getMessage());
        throw new IllegalArgumentException(sentence.substring(e.field().length() + 1), e);
      }
    };
  }

  private Delegated delegated() {
    return new Delegated(
        endpoint(APPENV_SECRETS_ENDPOINT, APPENV_SECRETS_ENDPOINT_TOKEN),
        endpoint(APPENV_SECRET_BINDINGS_ENDPOINT, APPENV_SECRET_BINDINGS_ENDPOINT_TOKEN),
        endpoint(APPENV_GITOPS_VERIFY_ENDPOINT, APPENV_GITOPS_VERIFY_ENDPOINT_TOKEN),
        endpoint(SECRET_BINDINGS_UPDATE_ENDPOINT, SECRET_BINDINGS_UPDATE_ENDPOINT_TOKEN),
        reader.duration(DELEGATED_TIMEOUT, "100ms", "10m"));
  }

  private Optional<Endpoint> endpoint(Variable url, Variable token) {
    Optional<SecretSource> bearer = reader.secret(token);
    if (reader.isSet(token) && !reader.isSet(url)) {
      warn(token, "is not used, since " + url.name() + " is not set");
    }
    return reader.url(url).map(uri -> new Endpoint(uri, bearer));
  }

  private Rotation rotation() {
    Duration replayWindow = reader.duration(ROTATION_REPLAY_WINDOW, "1s", "24h");
    if (replayWindow.compareTo(CALLER_PATIENCE) < 0) {
      warn(
          ROTATION_REPLAY_WINDOW,
          "is below 135s: the later of a caller's five attempts rotate once more");
    }
    return new Rotation(replayWindow, reader.duration(ROTATION_OVERLAP, "0s", "7d"));
  }

  private Storage storage() {
    Optional<DatabaseUrl> database =
        reader.secret(DATABASE_URL).flatMap(text -> database(text.get()));
    if (database.isPresent() && !reader.isSet(JOURNAL_KEY)) {
      reader.fault(JOURNAL_KEY, "must be set with DATABASE_URL: every replica needs the same keys");
    }
    return new Storage(
        reader.path(DATA_DIR),
        reader.duration(JOURNAL_RETENTION, "1d", "3650d"),
        database,
        reader.secretLines(JOURNAL_KEY).flatMap(this::journalKeys));
  }

  private Optional<DatabaseUrl> database(Secret text) {
    try {
      return Optional.of(DatabaseUrl.parse(text));
    } catch (JournalStartException _) {
      reader.fault(
          DATABASE_URL,
          "must look like postgresql://user:password@host:port/database, with special characters"
              + " percent-encoded");
      return Optional.empty();
    }
  }

  private Optional<JournalKeys> journalKeys(Secret text) {
    try {
      return Optional.of(JournalKeys.parse("the value", text));
    } catch (JournalStartException e) {
      reader.fault(JOURNAL_KEY, "is no use: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Network network() {
    List<X509Certificate> authorities =
        reader.file(EXTRA_CA_FILE).map(this::certificates).orElse(List.of());
    try {
      return new Network(ProxyRules.parse(environment), authorities);
    } catch (IllegalArgumentException e) {
      String[] sentence = String.valueOf(e.getMessage()).split(" ", 2);
      reader.fault(sentence[0], sentence[sentence.length - 1]);
      return new Network(ProxyRules.NONE, authorities);
    }
  }

  private List<X509Certificate> certificates(byte[] pem) {
    try {
      return TlsTrust.readPem(new ByteArrayInputStream(pem));
    } catch (CertificateException _) {
      reader.fault(EXTRA_CA_FILE, "names a file that does not hold certificates in PEM");
      return List.of();
    }
  }

  private Optional<Endpoint> eventsSink() {
    Optional<SecretSource> bearer = reader.secret(EVENTS_SINK_TOKEN);
    String sink = reader.text(EVENTS_SINK).orElseThrow();
    if (sink.startsWith("http://") || sink.startsWith("https://")) {
      return reader.url(EVENTS_SINK).map(url -> new Endpoint(url, bearer));
    }
    if (!sink.equals("log")) {
      reader.fault(EVENTS_SINK, "must be log, or a URL that begins with http:// or https://");
    } else if (reader.isSet(EVENTS_SINK_TOKEN)) {
      warn(EVENTS_SINK_TOKEN, "is not used, since EVENTS_SINK is not a URL");
    }
    return Optional.empty();
  }
}

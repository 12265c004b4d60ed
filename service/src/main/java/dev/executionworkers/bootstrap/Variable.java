package dev.executionworkers.bootstrap;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every environment variable the service knows by itself, in the order in which they are
 * documented. The constant's name is the variable's.
 */
enum Variable {
  PORT("8082", "The port it listens on; 0 takes any that is free."),
  BIND_ADDRESS("", "The IP address it listens on, or `localhost`; all interfaces without one."),
  SERVICE_NAME("execution-workers", "The `service` of metrics, logs and traces."),
  ENVIRONMENT("unknown", "The `env` of metrics and logs, `deployment.environment.name` of traces."),
  LOG_LEVEL("info", "`trace`, `debug`, `info`, `warn` or `error`; libraries say less."),
  INTERNAL_AUTH_TOKEN(
      Kind.SECRET,
      "What callers must send as `X-Internal-Token`. Parts between commas are valid too, so that it"
          + " can be changed without a gap; blanks around them do not count. Without it no token is"
          + " asked for."),
  REQUEST_DEADLINE("12s", "For how long a request is held while its work goes on; 100ms to 5m."),
  SHUTDOWN_GRACE("30s", "How long running work may take to finish after SIGTERM; up to 1h."),
  GITHUB_TOKEN(
      Kind.SECRET,
      "The token for GitHub. Without it, and without a GitHub App in its stead, the operations on"
          + " repositories fail."),
  GITHUB_API_URL("https://api.github.com", "GitHub's API, or that of a GitHub Enterprise server."),
  GITHUB_APP_ID(
      "",
      "A GitHub App's client id or number, instead of a token. Set it and the key, or neither."),
  GITHUB_APP_PRIVATE_KEY(
      Kind.SECRET,
      "The App's RSA key in PEM, as GitHub hands it out. In a variable of one line, `\\n` may stand"
          + " for the lines' ends."),
  GITHUB_APP_INSTALLATION_ID(
      "", "The App's installation to use; without it, that of each repository's owner is found."),
  GITHUB_WRITE_INTERVAL(
      "1s", "From the beginning of one write to GitHub to that of the next; 0ms to 1m."),
  GITHUB_CONTENT_PER_MINUTE("80", "How many writes GitHub takes in any minute; 1–10000."),
  GITHUB_CONTENT_PER_HOUR("500", "How many writes GitHub takes in any hour; 1–20000."),
  GITHUB_CONCURRENT_REQUESTS("50", "How many requests to GitHub may be under way; 2–1000."),
  GITHUB_POINTS_PER_MINUTE(
      "900", "What GitHub takes in any minute: a read is a point, a write five; 10–100000."),
  APPENV_REPO_OWNER("platform", "Who owns an environment's repository unless the request says."),
  APPENV_REPO_PREFIX("appenv-", "What comes before the environment's id in its repository's name."),
  APPENV_BRANCH("main", "The branch that is protected unless the request says."),
  APPENV_REQUIRED_APPROVALS(
      "1", "The approvals a pull request needs unless the request says; 1–6."),
  APPENV_SECRETS_ENDPOINT("", "Where secrets are provisioned."),
  APPENV_SECRETS_ENDPOINT_TOKEN(Kind.SECRET, "Sent there as a bearer token."),
  APPENV_SECRET_BINDINGS_ENDPOINT("", "Where secret bindings are created."),
  APPENV_SECRET_BINDINGS_ENDPOINT_TOKEN(Kind.SECRET, "Sent there as a bearer token."),
  APPENV_GITOPS_VERIFY_ENDPOINT("", "Where reconciliation is verified."),
  APPENV_GITOPS_VERIFY_ENDPOINT_TOKEN(Kind.SECRET, "Sent there as a bearer token."),
  SECRET_BINDINGS_UPDATE_ENDPOINT("", "Where rotated tokens are handed to their bindings."),
  SECRET_BINDINGS_UPDATE_ENDPOINT_TOKEN(Kind.SECRET, "Sent there as a bearer token."),
  DELEGATED_TIMEOUT("30s", "What one attempt at these endpoints may take; 100ms to 10m."),
  HARBOR_URL("", "The registry. Set all three of URL, username and password, or none."),
  HARBOR_ROBOT_USERNAME("", "As whom the registry is called."),
  HARBOR_ROBOT_PASSWORD(Kind.SECRET, "That account's password."),
  HARBOR_ROBOT_NAME("{secretId}", "The robot whose token is rotated; `{secretId}` is replaced."),
  HARBOR_ROTATION(
      "refresh",
      "How: `refresh` sets a new secret at Harbor itself, `replace` makes a new robot there, `endpoint`"
          + " asks a façade for a new token."),
  ROTATION_REPLAY_WINDOW(
      "180s", "For how long a finished rotation answers a repeated request; 1s to 24h."),
  ROTATION_OVERLAP(
      "15m",
      "How long the old robot lives on under `replace`, at least for the replay window; 0s to 7d."),
  DATA_DIR("./data", "The folder for what must outlive the process."),
  JOURNAL_RETENTION("7d", "For how long finished executions are kept; 1d to 3650d."),
  JOURNAL_KEY(
      Kind.SECRET,
      "The keys that seal secrets in the journal: `id:` and 32 bytes in base64, several parted by"
          + " commas or lines. Any opens, the first seals. Without one, a key file is made in"
          + " `DATA_DIR`."),
  DATABASE_URL(
      Kind.SECRET,
      "A PostgreSQL for the journal, `postgresql://user:password@host/db?…`; needed for more than one"
          + " replica, and then `JOURNAL_KEY` too. Without it the journal is an embedded SQLite in"
          + " `DATA_DIR`."),
  EVENTS_SINK(
      "log",
      "Where domain events go: `log` writes them to the log; a URL gets them as CloudEvents, at least"
          + " once (`docs/events.md`)."),
  EVENTS_SINK_TOKEN(Kind.SECRET, "Sent there as a bearer token."),
  EXTRA_CA_FILE("", "A file of PEM certificates that TLS trusts besides the system's."),
  TEMPORAL_HOST(
      "",
      "A Temporal server, `host:port`; without a port 7233. With it the process is also a worker that"
          + " serves the operations as activities (`docs/temporal.md`)."),
  TEMPORAL_NAMESPACE("default", "The namespace there."),
  TEMPORAL_TASK_QUEUE("execution-workers", "The task queue that is polled."),
  TEMPORAL_API_KEY(Kind.SECRET, "Sent to the Temporal server with every call."),
  TEMPORAL_TLS(
      "auto", "`on`, `off`, or `auto`: on with an API key or a certificate of our own, else off."),
  TEMPORAL_TLS_CERT_FILE("", "Our own certificate in PEM for mutual TLS; read again every minute."),
  TEMPORAL_TLS_KEY_FILE("", "Its private key in PEM (PKCS#8)."),
  TEMPORAL_TLS_SERVER_NAME("", "The name in the server's certificate, where it is not the host's."),
  TEMPORAL_SLOTS("200", "How many activities run here at a time; 1 to 10000."),
  TEMPORAL_POLLERS("5", "How many calls wait for work at a time; 1 to 100."),
  TEMPORAL_READINESS(
      "ignore",
      "`require` makes `/readyz` red while Temporal cannot be used; `ignore` only tells it.");

  private final Kind kind;
  private final String defaultValue;
  private final String meaning;

  Variable(String defaultValue, String meaning) {
    this(Kind.PLAIN, defaultValue, meaning);
  }

  Variable(Kind kind, String meaning) {
    this(kind, "", meaning);
  }

  Variable(Kind kind, String defaultValue, String meaning) {
    this.kind = kind;
    this.defaultValue = defaultValue;
    this.meaning = meaning;
  }

  /** What kind of variable it is. */
  Kind kind() {
    return kind;
  }

  /** What counts when it is not set, as one would write it. */
  Optional<String> defaultValue() {
    return Optional.of(defaultValue).filter(value -> !value.isEmpty());
  }

  /** What it means, as the documentation says it. */
  String meaning() {
    return meaning;
  }

  /** The variable that names a file with the value instead. */
  String fileName() {
    return name() + "_FILE";
  }

  /** Every name that may be set. */
  static Stream<String> names() {
    return Arrays.stream(values()).flatMap(Variable::ownNames);
  }

  private Stream<String> ownNames() {
    return switch (kind) {
      case PLAIN -> Stream.of(name());
      case SECRET -> Stream.of(name(), fileName());
    };
  }

  /** What may be done with a variable. */
  enum Kind {
    /** Has a value. */
    PLAIN,
    /** Has a value that must not be seen, and may come from a file. */
    SECRET
  }
}

package dev.executionworkers.fitness;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which room of the house may use what. A whitelist, the same as each room's {@code package-info}:
 * what is not in it is forbidden, and so is a package that is no room.
 *
 * <p>Every room may use itself, JSpecify and the JDK, of which SQL and HTTP clients are for those
 * rooms alone that name them.
 */
final class ImportTable {
  private static final String BOOTSTRAP = "bootstrap";
  private static final String COMMAND = "domain.command";
  private static final String OUTCOME = "domain.outcome";
  private static final String POLICY = "domain.policy";
  private static final String PORT_IN = "port.in";
  private static final String PORT_OUT = "port.out";
  private static final String OPERATION = "application.operation";
  private static final String PIPELINE = "application.pipeline";
  private static final String WIRE = "adapter.in.wire";
  private static final String EXCHANGE = "adapter.out.exchange";
  private static final String JOURNAL = "adapter.out.journal";
  private static final String JOURNAL_FORMAT = JOURNAL + ".format";
  private static final String JOURNAL_SEAL = JOURNAL + ".seal";
  private static final String JOURNAL_SQL = JOURNAL + ".sql";
  private static final String LOG = "adapter.out.telemetry.log";

  private static final List<String> DOMAIN = List.of(COMMAND, OUTCOME, POLICY);
  private static final List<String> STORE =
      List.of(PORT_OUT, JOURNAL, JOURNAL_FORMAT, JOURNAL_SEAL, JOURNAL_SQL);
  private static final List<String> APACHE_HTTP = List.of("org.apache.hc");
  private static final List<String> HELIDON = List.of("io.helidon");
  private static final List<String> JACKSON = List.of("tools.jackson", "com.fasterxml.jackson");
  private static final List<String> JWT = List.of("com.nimbusds");
  private static final List<String> LOGBACK = List.of("ch.qos.logback");
  private static final List<String> OPEN_TELEMETRY = List.of("io.opentelemetry");
  private static final List<String> PROMETHEUS = List.of("io.prometheus");
  private static final List<String> RESILIENCE = List.of("io.github.resilience4j");
  private static final List<String> SLF4J = List.of("org.slf4j");
  private static final List<String> JDBC = List.of("java.sql", "javax.sql");
  private static final List<String> FLYWAY = List.of("org.flywaydb");
  private static final List<String> TEMPORAL =
      List.of("io.temporal", "io.grpc", "com.google.protobuf");
  private static final List<String> TLS = List.of("javax.net");

  private static final List<String> JDK = List.of("java");
  private static final List<String> JDK_FOR_FEW = List.of("java.sql", "java.net.http");
  private static final List<String> FOR_ALL = List.of("org.jspecify.annotations");

  /** Room by room; names without the root. */
  private static final Map<String, List<String>> ROOMS =
      Map.ofEntries(
          room("", List.of(BOOTSTRAP)),
          room(BOOTSTRAP, List.of("*")),
          room(COMMAND),
          room(OUTCOME, List.of(COMMAND)),
          room(POLICY, List.of(COMMAND, OUTCOME)),
          room(PORT_IN, DOMAIN),
          room(PORT_OUT, DOMAIN),
          room(OPERATION, DOMAIN, List.of(PORT_OUT)),
          room(PIPELINE, DOMAIN, List.of(PORT_IN, PORT_OUT, OPERATION)),
          room(WIRE, DOMAIN, List.of(PORT_IN), JACKSON),
          room(
              "adapter.in.http",
              DOMAIN,
              List.of(
                  PORT_IN,
                  WIRE,
                  PORT_OUT + ".RequestTelemetry",
                  PORT_OUT + ".MetricsPage",
                  PORT_OUT + ".Ledger",
                  PORT_OUT + ".JournalUnavailableException"),
              HELIDON,
              JACKSON,
              SLF4J),
          room(
              "adapter.in.temporal",
              DOMAIN,
              List.of(PORT_IN, WIRE, PORT_OUT + ".ActivityTelemetry"),
              TEMPORAL,
              TLS,
              SLF4J),
          room(EXCHANGE, DOMAIN, List.of(PORT_OUT), APACHE_HTTP, JACKSON, RESILIENCE, TLS),
          room("adapter.out.github", DOMAIN, List.of(PORT_OUT, EXCHANGE), JACKSON, JWT),
          room("adapter.out.harbor", DOMAIN, List.of(PORT_OUT, EXCHANGE), JACKSON),
          room("adapter.out.delegated", DOMAIN, List.of(PORT_OUT, EXCHANGE), JACKSON),
          room("adapter.out.events", DOMAIN, List.of(PORT_OUT, EXCHANGE), JACKSON, SLF4J),
          room(JOURNAL, DOMAIN, List.of(PORT_OUT)),
          room(JOURNAL_FORMAT, DOMAIN, List.of(PORT_OUT), JACKSON),
          room(JOURNAL_SEAL, DOMAIN, List.of(PORT_OUT, JOURNAL), SLF4J, List.of("javax.crypto")),
          room(
              JOURNAL_SQL,
              DOMAIN,
              List.of(PORT_OUT, JOURNAL, JOURNAL_FORMAT, JOURNAL_SEAL),
              JDBC,
              FLYWAY,
              SLF4J),
          room(JOURNAL + ".sqlite", DOMAIN, STORE, JDBC, List.of("org.sqlite"), SLF4J),
          room(
              JOURNAL + ".postgres",
              DOMAIN,
              STORE,
              JDBC,
              List.of("org.postgresql", "com.zaxxer.hikari"),
              SLF4J),
          room(
              "adapter.out.telemetry",
              DOMAIN,
              List.of(PORT_OUT, LOG),
              OPEN_TELEMETRY,
              PROMETHEUS,
              SLF4J),
          room(LOG, SLF4J, LOGBACK, JACKSON, OPEN_TELEMETRY));

  private final String root;

  private ImportTable(String root) {
    this.root = root;
  }

  /** The table for the house at {@code root}: ours, or a fixture built to the same plan. */
  static ArchCondition<JavaClass> keptBy(String root) {
    return new ImportTable(root).condition();
  }

  private ArchCondition<JavaClass> condition() {
    return new ArchCondition<>("use only what the import table allows their room") {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        Optional<List<String>> allowed = Optional.ofNullable(ROOMS.get(roomOf(user)));
        if (allowed.isEmpty()) {
          events.add(
              SimpleConditionEvent.violated(
                  user, user.getName() + " lives in a package that is no room of the house"));
          return;
        }
        user.getDirectDependenciesFromSelf().stream()
            .filter(dependency -> !mayUse(user, allowed.get(), dependency))
            .map(found -> SimpleConditionEvent.violated(user, found.getDescription()))
            .forEach(events::add);
      }
    };
  }

  private boolean mayUse(JavaClass user, List<String> allowed, Dependency dependency) {
    JavaClass used = dependency.getTargetClass().getBaseComponentType();
    if (used.isPrimitive() || used.getPackageName().equals(user.getPackageName())) {
      return true;
    }
    if (isOurs(used)) {
      return allowed.contains(roomOf(used))
          || allowed.contains(relative(outermost(used)))
          || allowed.equals(List.of("*"));
    }
    return isForAll(used) || under(allowed, used) || allowed.equals(List.of("*"));
  }

  private boolean isOurs(JavaClass used) {
    return used.getName().startsWith(root + ".");
  }

  private static boolean isForAll(JavaClass used) {
    return under(FOR_ALL, used) || (under(JDK, used) && !under(JDK_FOR_FEW, used));
  }

  private static boolean under(List<String> packages, JavaClass used) {
    return packages.stream().anyMatch(name -> used.getName().startsWith(name + "."));
  }

  private String roomOf(JavaClass resident) {
    return relative(resident.getPackageName());
  }

  private String relative(String name) {
    return name.equals(root) ? "" : name.substring(root.length() + 1);
  }

  private static String outermost(JavaClass used) {
    int nested = used.getName().indexOf('$');
    return nested < 0 ? used.getName() : used.getName().substring(0, nested);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // Only read, and lists of nothing but text.
  private static Map.Entry<String, List<String>> room(String name, List<String>... mayUse) {
    return Map.entry(name, Stream.of(mayUse).flatMap(List::stream).toList());
  }
}

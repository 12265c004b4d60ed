package dev.executionworkers.adapter.out.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogFormatTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final LoggerContext context = new LoggerContext();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Logger logger(LogLevel level, String name) {
    LogSetup.configure(context, "execution-workers", "prod", level, bytes);
    return context.getLogger(name);
  }

  private Logger logger() {
    return logger(LogLevel.INFO, "dev.executionworkers.test");
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private JsonNode line() {
    assertThat(text()).endsWith("\n");
    assertThat(text().lines()).hasSize(1);
    assertThat(text().getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(JsonLineEncoder.MAX_BYTES);
    return JSON.readTree(text());
  }

  @Test
  void writesOneObjectWithItsFieldsAndTheirTypes() {
    logger()
        .atWarn()
        .addKeyValue("code", "git_timeout")
        .addKeyValue("attempt", 3)
        .addKeyValue("durationMillis", 12_345L)
        .addKeyValue("retryable", true)
        .log("attempt {} failed", 3);

    JsonNode line = line();
    assertThat(line.propertyNames())
        .containsExactly(
            "timestamp",
            "level",
            "logger",
            "message",
            "service",
            "env",
            "code",
            "attempt",
            "durationMillis",
            "retryable");
    assertThat(line.get("timestamp").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(line.get("level").asString()).isEqualTo("WARN");
    assertThat(line.get("message").asString()).isEqualTo("attempt 3 failed");
    assertThat(line.get("service").asString()).isEqualTo("execution-workers");
    assertThat(line.get("env").asString()).isEqualTo("prod");
    assertThat(line.get("attempt").isInt()).isTrue();
    assertThat(line.get("durationMillis").asLong()).isEqualTo(12_345);
    assertThat(line.get("retryable").isBoolean()).isTrue();
  }

  @Test
  void namesTheCurrentSpan() {
    SpanContext place =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getDefault(),
            TraceState.getDefault());
    try (var _ = Span.wrap(place).makeCurrent()) {
      logger().info("inside");
    }

    assertThat(line().get("trace_id").asString()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(line().get("span_id").asString()).isEqualTo("b7ad6b7169203331");
  }

  @Test
  void replacesWhatCouldForgeALineOrTurnTheTextAround() {
    logger()
        .atInfo()
        .addKeyValue("id\u202e", "a\r\nb\u2028c\u202ed\u0000e\ud800f\u200bg\u001b[31m")
        .log("forged\n{\"level\":\"ERROR\"}");

    assertThat(line().get("message").asString()).isEqualTo("forged {\"level\":\"ERROR\"}");
    assertThat(line().get("id ").asString()).isEqualTo("a  b c d e f g [31m");
  }

  @Test
  void keepsOrdinaryTextOfAnyLanguage() {
    logger().info("Größe 漢字 🚀 \"quoted\" \\ back");

    assertThat(line().get("message").asString()).isEqualTo("Größe 漢字 🚀 \"quoted\" \\ back");
  }

  @Test
  void cutsAMegabyteAndStillWritesAWholeLine() {
    logger()
        .atError()
        .addKeyValue("huge", "\"".repeat(1_000_000))
        .addKeyValue("small", "kept")
        .setCause(deep(200))
        .log("é".repeat(1_000_000));

    assertThat(line().get("message").asString()).startsWith("éééééééé").endsWith("…");
    assertThat(line().get("small").asString()).isEqualTo("kept");
    assertThat(line().get("exception").get("class").asString())
        .isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void staysALineWithAThousandFields() {
    var event = logger().atInfo();
    for (int i = 0; i < 1000; i++) {
      event = event.addKeyValue("field" + i, "x".repeat(5000));
    }
    event.log("many");

    assertThat(line().get("field0").asString()).isNotEmpty();
  }

  @Test
  void showsAnExceptionsClassesAndFramesButNotItsMessages() {
    logger().atError().setCause(deep(2)).log("defect");

    JsonNode exception = line().get("exception");
    assertThat(exception.get("stack").asString())
        .contains("java.lang.IllegalStateException\n  at dev.executionworkers")
        .contains("caused by java.lang.NumberFormatException");
    assertThat(text()).doesNotContain("CANARY");
  }

  private static Exception deep(int depth) {
    return depth == 0
        ? new NumberFormatException("For input string: CANARY")
        : new IllegalStateException("CANARY", deep(depth - 1));
  }

  @Test
  void aFieldTakesNeitherALinesOwnNameNorAnothersPlace() {
    logger()
        .atInfo()
        .addKeyValue("level", "FORGED")
        .addKeyValue("twice", 1)
        .addKeyValue("twice", 2)
        .log("x");

    assertThat(line().get("level").asString()).isEqualTo("INFO");
    assertThat(line().get("field.level").asString()).isEqualTo("FORGED");
    assertThat(line().get("twice").asInt()).isEqualTo(1);
    assertThat(text().split("\"twice\"", -1)).hasSize(2);
  }

  @Test
  void aValueThatCannotBePrintedCostsOnlyItself() {
    Object broken =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("broken");
          }
        };
    logger()
        .atInfo()
        .addKeyValue("broken", broken)
        .addKeyValue("none", (Object) null)
        .log("goes on");

    assertThat(line().get("broken").asString()).isEqualTo("[unprintable]");
    assertThat(line().get("none").isNull()).isTrue();
  }

  @Test
  void writesAMapAsAnObject() {
    logger().atInfo().addKeyValue("event", Map.of("data", Map.of("a\nb", "c\nd"))).log("x");

    assertThat(line().get("event").get("data").get("a b").asString()).isEqualTo("c d");
  }

  @Test
  void librariesSayLessThanWeAndNeverTheirDebugging() {
    logger(LogLevel.TRACE, "org.apache.hc.client5.http.wire").debug("Authorization: Bearer x");
    assertThat(text()).isEmpty();
    logger(LogLevel.INFO, "io.helidon").info("quiet");
    assertThat(text()).isEmpty();
    logger(LogLevel.ERROR, "dev.executionworkers.x").warn("quiet");
    assertThat(text()).isEmpty();
    logger(LogLevel.DEBUG, "dev.executionworkers.x").debug("said");
    assertThat(line().get("level").asString()).isEqualTo("DEBUG");
  }

  @Test
  void domainEventsAreWrittenAtAnyLevel() {
    logger(LogLevel.ERROR, "dev.executionworkers.adapter.out.events.LogEventSink").info("event");

    assertThat(line().get("message").asString()).isEqualTo("event");
  }

  @Test
  void linesOfManyThreadsDoNotInterleave() throws Exception {
    Logger logger = logger();
    List<Callable<Boolean>> writers =
        IntStream.range(0, 64)
            .<Callable<Boolean>>mapToObj(i ->
                () -> {
                  for (int j = 0; j < 50; j++) {
                    logger.atInfo().addKeyValue("text", "x".repeat(2000)).log("line");
                  }
                  return true;
                })
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(writers).forEach(done -> assertThat(done.resultNow()).isTrue());
    }

    assertThat(text().lines().map(JSON::readTree)).hasSize(64 * 50);
  }

  @Test
  void aStreamThatFailsOnceCostsOneLine() {
    boolean[] broken = {true};
    OutputStream flaky =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] line, int offset, int length) throws IOException {
            if (broken[0]) {
              throw new IOException("No space left on device");
            }
            bytes.write(line, offset, length);
          }
        };
    LogSetup.configure(context, "s", "e", LogLevel.INFO, flaky);
    Logger logger = context.getLogger("dev.executionworkers");
    logger.info("lost");
    broken[0] = false;
    logger.info("written");

    assertThat(line().get("message").asString()).isEqualTo("written");
  }

  @Test
  void whatALibraryPrintsBecomesALine() {
    StrayText.to(logger()).print("half a ");
    assertThat(text()).isEmpty();
    var stream = StrayText.to(logger());
    stream.print("half a ");
    stream.println("line\nand another");

    assertThat(text().lines().map(JSON::readTree).map(line -> line.get("message").asString()))
        .containsExactly("printed by a library: half a line", "printed by a library: and another");
  }

  @Property(tries = 300)
  void anyTextMakesOneLineOfJson(@ForAll String message, @ForAll String key, @ForAll String value) {
    bytes.reset();
    logger().atInfo().addKeyValue("k" + key, value).log(message);

    assertThat(text().getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(JsonLineEncoder.MAX_BYTES);
    assertThat(text().indexOf('\n')).isEqualTo(text().length() - 1);
    JsonNode line = JSON.readTree(text());
    assertThat(line.get("message").asString().codePoints())
        .noneMatch(Character::isISOControl)
        .noneMatch(c -> Character.getType(c) == Character.FORMAT);
  }
}

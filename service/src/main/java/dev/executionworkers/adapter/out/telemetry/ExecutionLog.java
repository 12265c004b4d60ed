package dev.executionworkers.adapter.out.telemetry;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.port.out.ExecutionTelemetry.Notice;
import dev.executionworkers.port.out.Ledger;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The lines of one execution: one when it ends, one for each attempt that failed, one for each
 * notice and each decision of an operator's, and nothing for what goes well on the way.
 */
record ExecutionLog(ExecutionId execution, Command command) {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutionLog.class);

  void succeeded(long nanos) {
    line(Level.INFO, nanos).addKeyValue("result", "success").log("operation succeeded");
  }

  void failed(Failure failure, long nanos) {
    Fault fault = Fault.of(failure.error().problem());
    error(line(fault.level(), nanos), failure)
        .addKeyValue("result", "error")
        .addKeyValue("retryable", failure.error().problem().retryable())
        .addKeyValue("fault", fault.label())
        .log("operation failed");
  }

  void attemptFailed(String step, int number, Failure failure) {
    LoggingEventBuilder line =
        error(line(Level.WARN), failure).addKeyValue("step", step).addKeyValue("attempt", number);
    failure
        .retryAt()
        .map(at -> line.addKeyValue("retryAt", at.toString()))
        .orElse(line)
        .log("attempt failed");
  }

  void notice(Notice notice) {
    line(Level.WARN)
        .addKeyValue("notice", notice.name().toLowerCase(Locale.ROOT))
        .log(notice.text());
  }

  void requested(Ledger.Request request, Requester by) {
    line(Level.WARN)
        .addKeyValue("request", request.step())
        .addKeyValue("requestedBy", by.value())
        .log(
            switch (request) {
              case RETRY -> "an operator has the pending operation tried again at once";
              case ABANDON -> "an operator gives the pending operation up";
            });
  }

  void endedWithoutOutcome(String reason, long nanos) {
    line(Level.WARN, nanos).addKeyValue("reason", reason).log("operation ended without an outcome");
  }

  void defect(Throwable bug) {
    line(Level.ERROR)
        .addKeyValue("code", "internal_error")
        .setCause(bug)
        .log("operation stopped by a defect of this service");
  }

  private LoggingEventBuilder line(Level level, long nanos) {
    return line(level).addKeyValue("durationMillis", TimeUnit.NANOSECONDS.toMillis(nanos));
  }

  private LoggingEventBuilder line(Level level) {
    return LOG.atLevel(level)
        .addKeyValue("operation", command.operation().label())
        .addKeyValue("operationId", execution.value())
        .addKeyValue("subject", command.subject());
  }

  private static LoggingEventBuilder error(LoggingEventBuilder line, Failure failure) {
    DomainError error = failure.error();
    return line.addKeyValue("code", error.code())
        .addKeyValue("target", error.peer().target())
        .addKeyValue("peerStatus", error.peerStatus())
        .addKeyValue("effectUnknown", failure.effectUnknown())
        .addKeyValue("detail", error.detail());
  }

  /** Who has to do something about a failed operation. */
  private enum Fault {
    /** Whoever asked: the request itself cannot be served. */
    REQUEST(Level.WARN),
    /** The foreign system: it may be better by itself. */
    PEER(Level.WARN),
    /** Whoever runs the service: nothing gets better before a setting or a credential does. */
    CONFIGURATION(Level.ERROR);

    private final Level level;

    Fault(Level level) {
      this.level = level;
    }

    static Fault of(Problem problem) {
      return switch (problem) {
        case REJECTED, NOT_FOUND, CONFLICT, PLAN_UNSUPPORTED -> REQUEST;
        case RATE_LIMITED, UNAVAILABLE, TIMEOUT, UNEXPECTED_RESPONSE -> PEER;
        case CREDENTIALS_REJECTED, PERMISSION_DENIED, NOT_CONFIGURED -> CONFIGURATION;
      };
    }

    Level level() {
      return level;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

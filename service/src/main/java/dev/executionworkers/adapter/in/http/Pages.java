package dev.executionworkers.adapter.in.http;

import dev.executionworkers.adapter.in.http.Routes.PageName;
import dev.executionworkers.adapter.in.wire.Answers;
import dev.executionworkers.adapter.in.wire.Reply;
import dev.executionworkers.adapter.in.wire.ServerProblem;
import dev.executionworkers.port.in.Readiness;
import dev.executionworkers.port.out.MetricsPage;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The pages that operators and probes read. None asks for a token. */
final class Pages {
  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final Reply OK = new Reply.Page(Reply.Page.TEXT, "ok");

  private final Readiness readiness;
  private final MetricsPage metrics;
  private final BooleanSupplier draining;

  Pages(Readiness readiness, MetricsPage metrics, BooleanSupplier draining) {
    this.readiness = readiness;
    this.metrics = metrics;
    this.draining = draining;
  }

  Reply serve(PageName page, String method, Optional<String> accept) {
    if (!METHODS.contains(method)) {
      return ServerProblem.METHOD_NOT_ALLOWED
          .because("this page can only be read")
          .withHeader("Allow", "GET, HEAD");
    }
    return switch (page) {
      case HEALTHZ, LIVEZ -> OK;
      case READYZ -> ready();
      case METRICS -> {
        MetricsPage.Page rendered = metrics.render(accept);
        yield new Reply.Page(rendered.contentType(), rendered.text());
      }
    };
  }

  private Reply ready() {
    Readiness.State state = draining.getAsBoolean() ? Readiness.State.DRAINING : readiness.state();
    return switch (state) {
      case READY -> readiness.worker().map(Pages::readyWith).orElse(OK);
      case DRAINING -> Answers.shuttingDown();
      case JOURNAL_UNAVAILABLE -> Answers.journalUnavailable();
      case TEMPORAL_UNAVAILABLE ->
          ServerProblem.TEMPORAL_UNAVAILABLE.because(
              "the Temporal server cannot be used; operations are served over HTTP alone");
    };
  }

  private static Reply readyWith(Readiness.Worker worker) {
    return switch (worker) {
      case CONNECTED -> new Reply.Page(Reply.Page.TEXT, "ok\ntemporal: connected\n");
      case AWAY -> new Reply.Page(Reply.Page.TEXT, "ok\ntemporal: away\n");
    };
  }
}

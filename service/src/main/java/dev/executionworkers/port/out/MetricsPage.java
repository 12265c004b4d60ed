package dev.executionworkers.port.out;

import java.util.Optional;

/** The metrics, as a scraper reads them. Thread-safe. */
public interface MetricsPage {

  /**
   * The page in the format that suits best.
   *
   * @param accept the request's {@code Accept} header
   */
  Page render(Optional<String> accept);

  /** A rendered page, to be sent as UTF-8. */
  record Page(String contentType, String text) {}
}

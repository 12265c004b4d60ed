package dev.executionworkers.port.out;

import java.util.Optional;

/** The metrics as a scraper reads them. Thread-safe. */
public interface MetricsPage {

  /**
   * The page as it is now, in the richest format that the scraper's {@code Accept} header names;
   * without one in Prometheus' text format.
   */
  Page render(Optional<String> accept);

  /**
   * A rendered page.
   *
   * @param contentType the value of its {@code Content-Type}
   * @param body text, sent as UTF-8
   */
  record Page(String contentType, String body) {}
}

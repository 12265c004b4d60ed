package dev.executionworkers.adapter.in.http;

import dev.executionworkers.domain.command.OperationName;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is at which path. Paths are compared to the letter, as they came. */
final class Routes {
  /** The route of everything that is not there. */
  static final String OTHER = "other";

  private static final String ABSOLUTE = "http://";

  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

  private static final Map<String, Route> ROUTES =
      Stream.concat(
              Arrays.stream(OperationName.values()).map(Operation::new),
              Arrays.stream(PageName.values()).map(Page::new))
          .collect(Collectors.toUnmodifiableMap(Route::template, Function.identity()));

  private Routes() {}

  /**
   * What is at this path.
   *
   * @param target the path, or a whole URI as a proxy sends it (RFC 9112, section 3.2.2)
   */
  static Route at(String target) {
    return ROUTES.getOrDefault(pathOf(target), new Unknown());
  }

  private static String pathOf(String target) {
    int path = target.startsWith(ABSOLUTE) ? target.indexOf('/', ABSOLUTE.length()) : 0;
    return path > 0 ? target.substring(path) : target;
  }

  /** The method as a label: one of a closed set, or {@code OTHER}. */
  static String methodLabel(String method) {
    return METHODS.contains(method) ? method : "OTHER";
  }

  /** The path of an operation. */
  static String path(OperationName operation) {
    return switch (operation) {
      case CREATE_REPOSITORY -> "/github/repos";
      case APPLY_BRANCH_PROTECTION -> "/appenv/branch-protection";
      case PROVISION_SECRETS -> "/appenv/secrets";
      case CREATE_SECRET_BINDINGS -> "/appenv/secret-bindings";
      case VERIFY_GITOPS_RECONCILIATION -> "/appenv/gitops-verify";
      case UPDATE_SECRET_BINDINGS -> "/secrets/bindings/update";
    };
  }

  /** Something that can be asked for. */
  sealed interface Route {

    /** The route in metrics and spans. */
    String template();
  }

  /** An operation. */
  record Operation(OperationName name) implements Route {

    @Override
    public String template() {
      return path(name);
    }
  }

  /** A page. */
  record Page(PageName name) implements Route {

    @Override
    public String template() {
      return "/" + name.name().toLowerCase(Locale.ROOT);
    }
  }

  /** Nothing. */
  record Unknown() implements Route {

    @Override
    public String template() {
      return OTHER;
    }
  }

  /** The pages; each is at its own name. */
  enum PageName {
    /** The process lives. */
    HEALTHZ,
    /** The process lives. */
    LIVEZ,
    /** The process should be sent work. */
    READYZ,
    METRICS
  }
}

package dev.executionworkers.adapter.in.http;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is at which path. Paths are compared to the letter, as they came. */
final class Routes {
  /** The route of everything that is not there. */
  static final String OTHER = "other";

  private static final String LEDGER = "/operations";

  /** Whatever is no id of ours is looked up as well, and not found. */
  private static final Pattern IN_LEDGER =
      Pattern.compile(LEDGER + "/(?<id>[A-Za-z0-9-]{1,64})(/(?<verb>retry|abandon))?");

  private static final String ABSOLUTE = "http://";

  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

  private static final Map<String, Route> ROUTES =
      Stream.concat(
              Arrays.stream(OperationName.values()).map(Operation::new),
              Stream.concat(
                  Arrays.stream(PageName.values()).map(Page::new), Stream.of(new LedgerPage())))
          .collect(Collectors.toUnmodifiableMap(Route::template, Function.identity()));

  private Routes() {}

  /**
   * What is at this path.
   *
   * @param target the path, or a whole URI as a proxy sends it (RFC 9112, section 3.2.2)
   */
  static Route at(String target) {
    String path = pathOf(target);
    Matcher inLedger = IN_LEDGER.matcher(path);
    return inLedger.matches() ? inLedger(inLedger) : ROUTES.getOrDefault(path, new Unknown());
  }

  private static Route inLedger(Matcher path) {
    ExecutionId id = new ExecutionId(path.group("id"));
    return Optional.ofNullable(path.group("verb"))
        .<Route>map(verb -> new LedgerDecision(id, Verb.valueOf(verb.toUpperCase(Locale.ROOT))))
        .orElseGet(() -> new LedgerEntry(id));
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

  /** Something of the ledger's. */
  sealed interface LedgerRoute extends Route {

    /** The methods it knows. */
    default List<String> methods() {
      return List.of("GET", "HEAD");
    }
  }

  /** What the ledger holds. */
  record LedgerPage() implements LedgerRoute {

    @Override
    public String template() {
      return LEDGER;
    }
  }

  /** One execution. */
  record LedgerEntry(ExecutionId id) implements LedgerRoute {

    @Override
    public String template() {
      return LEDGER + "/{id}";
    }
  }

  /** A decision on one execution. */
  record LedgerDecision(ExecutionId id, Verb verb) implements LedgerRoute {

    @Override
    public List<String> methods() {
      return List.of("POST");
    }

    @Override
    public String template() {
      return LEDGER + "/{id}/" + verb.name().toLowerCase(Locale.ROOT);
    }
  }

  /** What can be decided. */
  enum Verb {
    RETRY,
    ABANDON
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

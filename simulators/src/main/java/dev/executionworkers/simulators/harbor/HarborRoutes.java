package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import java.util.List;
import java.util.Set;

/** Paths to what answers them. Used under {@link HarborCore}'s lock. */
final class HarborRoutes {

  private static final Set<String> READS = Set.of("GET", "HEAD");

  private final Conditions conditions;
  private final RobotsApi robots;
  private final SystemApi system;
  private final TokenApi tokens;

  HarborRoutes(HarborState state, Conditions conditions) {
    this.conditions = conditions;
    this.robots = new RobotsApi(state, conditions);
    this.system = new SystemApi(state, conditions);
    this.tokens = new TokenApi(state);
  }

  Reply answer(Caller caller, Received request) {
    List<String> segments = request.segments();
    return switch (segments.getFirst()) {
      case "api" -> api(caller, request, segments);
      case "service" -> tokens.service(caller, request);
      case "v2" -> tokens.registry(caller, request, segments);
      default -> unknown(request);
    };
  }

  private Reply api(Caller caller, Received request, List<String> segments) {
    if (segments.size() < 3 || !segments.get(1).equals("v2.0")) {
      return unknown(request);
    }
    if (!READS.contains(request.method())) {
      if (conditions.databaseDown()) {
        return Answers.internalError(); // the transaction is begun before the caller is looked up
      }
      if (conditions.readOnly()) {
        return Answers.denied("The system is in read only mode. Any modification is prohibited.");
      }
    }
    List<String> path = segments.subList(2, segments.size());
    if (path.getFirst().equals("robots") && path.size() <= 2) {
      return path.size() == 1
          ? robots.collection(caller, request)
          : robots.member(caller, request, path.getLast());
    }
    return system.answer(caller, String.join("/", path), request).orElseGet(() -> unknown(request));
  }

  private static Reply unknown(Received request) {
    return Answers.notFound("path " + request.path() + " was not found");
  }
}

package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.adapter.out.harbor.HarborApi.NameQuery;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;

/**
 * Finds robots by name. Harbor ignores the keys of a query that it does not know and answers with
 * all robots, so every name that comes back is compared here. Thread-safe.
 */
final class RobotDirectory {
  /** Beyond 100 pages of 100 something never ends. */
  private static final int MAX_PAGES = 100;

  private final HarborApi api;

  RobotDirectory(HarborApi api) {
    this.api = api;
  }

  /** The robot of that name. */
  StepResult<RobotAccount> find(RobotName name, Attempt attempt) {
    return pages(name, new NameQuery(name.unprefixed(), false), attempt)
        .then(pages -> search(name, pages, attempt));
  }

  /** All robots whose names contain that name and a hyphen. */
  StepResult<List<RobotAccount>> thoseNamedAfter(RobotName name, Attempt attempt) {
    return pages(name, new NameQuery(name.unprefixed() + "-", true), attempt)
        .then(pages -> all(pages, attempt));
  }

  /** How to ask for a page, counted from 1: only a project's number finds its robots. */
  private StepResult<IntFunction<Exchanged>> pages(
      RobotName name, NameQuery query, Attempt attempt) {
    return name.project()
        .map(project ->
            projectId(project, attempt)
                .<IntFunction<Exchanged>>map(
                    id -> page -> api.projectRobots(id, query, page, attempt)))
        .orElseGet(() -> StepResult.done(page -> api.systemRobots(query, page, attempt)));
  }

  private StepResult<Long> projectId(String project, Attempt attempt) {
    Exchanged exchanged = api.project(project, attempt);
    return HarborAnswers.ok(exchanged)
        .flatMap(answer -> Json.read(answer.body()))
        .map(body -> body.path("project_id"))
        .filter(id -> id.isIntegralNumber() && id.canConvertToLong())
        .map(JsonNode::asLong)
        .map(StepResult::done)
        .orElseGet(() -> StepResult.failed(api.failure(exchanged, attempt)));
  }

  private StepResult<RobotAccount> search(
      RobotName name, IntFunction<Exchanged> pages, Attempt attempt) {
    for (int page = 1; page <= MAX_PAGES; page++) {
      Exchanged exchanged = pages.apply(page);
      Optional<List<RobotAccount>> robots = RobotAccount.list(exchanged);
      if (robots.isEmpty()) {
        return StepResult.failed(api.failure(exchanged, attempt));
      }
      Optional<RobotAccount> found = pick(name, robots.get(), page);
      if (found.isPresent()) {
        return StepResult.done(found.get());
      }
      if (robots.get().size() < HarborApi.PAGE_SIZE) {
        break;
      }
    }
    return StepResult.failed(missing(name.prefix() + name.unprefixed()));
  }

  private StepResult<List<RobotAccount>> all(IntFunction<Exchanged> pages, Attempt attempt) {
    List<RobotAccount> all = new ArrayList<>();
    for (int page = 1; page <= MAX_PAGES; page++) {
      Exchanged exchanged = pages.apply(page);
      Optional<List<RobotAccount>> robots = RobotAccount.list(exchanged);
      if (robots.isEmpty()) {
        return StepResult.failed(api.failure(exchanged, attempt));
      }
      all.addAll(robots.get());
      if (robots.get().size() < HarborApi.PAGE_SIZE) {
        break;
      }
    }
    return StepResult.done(List.copyOf(all));
  }

  private static Optional<RobotAccount> pick(RobotName name, List<RobotAccount> robots, int page) {
    boolean single = page == 1 && robots.size() == 1;
    return robots.stream()
        .filter(robot ->
            single ? name.mayBeShownAs(robot.shownName()) : name.isShownAs(robot.shownName()))
        .findFirst();
  }

  /** That there is no robot of that name. */
  static Failure missing(String name) {
    return new Failure.Refused(
        new DomainError(
            Peer.HARBOR,
            Problem.NOT_FOUND,
            DomainError.NO_STATUS,
            "Harbor has no robot called " + name));
  }
}

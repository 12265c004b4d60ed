package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.BindingPropagator.BindingUpdate;
import dev.executionworkers.port.out.InMemoryReplacingRegistry;
import dev.executionworkers.port.out.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Robots that are replaced, beside some that are somebody else's, and who has it done. */
abstract class ReplacementScene {
  static final Confirmed YES = new Confirmed();
  static final UpdateSecretBindings UPDATE = update("ci");
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final String FIRST_NAME = "ci-" + START.toEpochMilli();

  final InMemoryReplacingRegistry registry =
      new InMemoryReplacingRegistry()
          .robot("ci", "may pull")
          .robot("ci-1", "somebody else's")
          .robot("ci-other", "somebody else's");
  final World world = worldWith(new InMemoryJournal());

  World worldWith(Journal journal) {
    World made = World.with(registry, journal).withHousekeeping();
    made.reachable.confirms(YES);
    made.propagate.confirms(YES);
    return made;
  }

  void assertBindingsWork(World of) {
    BindingUpdate last = of.handedOn.getLast();
    assertThat(registry.logsIn(last.username(), last.token())).isTrue();
  }

  /** Only the robot that was handed on, and those that are somebody else's. */
  void assertNothingIsLeftInTheEnd(World of) {
    of.pass(Duration.ofHours(1));
    String inForce = of.handedOn.getLast().username().substring("robot$".length());
    assertThat(registry.names()).containsExactlyInAnyOrder("ci", "ci-1", "ci-other", inForce);
    assertBindingsWork(of);
  }

  List<String> successors() {
    return registry.names().stream()
        .filter(name -> registry.created().stream().anyMatch(made -> made.name().equals(name)))
        .toList();
  }

  static UpdateSecretBindings update(String secret) {
    return new UpdateSecretBindings(new SecretId(secret));
  }

  static DomainError error(Problem problem) {
    return new DomainError(Peer.HARBOR, problem, 0, "as told");
  }

  static String code(Answer answer) {
    return ((Answer.Failed) answer).failure().error().code();
  }
}

package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.Answer;
import dev.executionworkers.acceptance.ForeignSystems;
import dev.executionworkers.acceptance.crash.Engine.Asked;
import dev.executionworkers.simulators.delegated.DelegatedEffect;
import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What must hold when all is quiet, whatever happened before. Used by one thread. */
final class Audit {
  private final World world;
  private final Map<String, LedgerEntry> ledger;
  private final List<String> violations = new ArrayList<>();

  private Audit(World world, List<LedgerEntry> ledger) {
    this.world = world;
    this.ledger = ledger.stream().collect(Collectors.toMap(LedgerEntry::id, entry -> entry));
  }

  /** What does not hold; empty if nothing was lost and nothing done twice. */
  static List<String> violations(World world, List<LedgerEntry> ledger, List<Asked> asked) {
    Audit audit = new Audit(world, ledger);
    asked.forEach(audit::answersAreTrue);
    Map<Wish, Long> wishes =
        asked.stream().collect(Collectors.groupingBy(Asked::wish, Collectors.counting()));
    wishes.forEach(audit::oneEffect);
    audit.oneTokenPerExecution();
    audit.nothingIsStuck();
    audit.violations.addAll(world.sink().violations());
    audit.violations.addAll(EventAudit.violations(ledger, world.sink().events()));
    return audit.violations;
  }

  /** Whether these answers were true, and no more. */
  static List<String> answerViolations(World world, List<LedgerEntry> ledger, List<Asked> asked) {
    Audit audit = new Audit(world, ledger);
    asked.forEach(audit::answersAreTrue);
    return audit.violations;
  }

  /** Every 2xx is true, and no 4xx is said to what may pass. */
  private void answersAreTrue(Asked asked) {
    for (Answer answer : asked.conversation().answers()) {
      if (answer.isSuccess()) {
        successIsTrue(asked.wish(), answer);
      } else if (answer.status() >= 400 && answer.status() <= 499) {
        violation("a final no to what may pass", asked.wish() + " " + answer);
      } else if (answer.code().equals("internal_error")) {
        violation("a defect", asked.wish() + " " + answer);
      }
    }
  }

  private void successIsTrue(Wish wish, Answer answer) {
    Optional<LedgerEntry> entry = entry(wish, answer);
    if (entry.filter(LedgerEntry::hasSucceeded).isEmpty()) {
      violation("an answered success is lost", wish + " " + answer + ", the ledger has " + entry);
    } else if (!hasEffect(wish, entry.get())) {
      violation("success without effect", wish + " " + answer);
    }
  }

  /** By Temporal a repository comes without the operation's id: then one that succeeded will do. */
  private Optional<LedgerEntry> entry(Wish wish, Answer answer) {
    Optional<String> operation = answer.header("X-Operation-Id");
    return operation.isPresent()
        ? operation.map(ledger::get)
        : ledger.values().stream()
            .filter(entry -> entry.subject().equals(wish.ledgerSubject()) && entry.hasSucceeded())
            .findAny();
  }

  private boolean hasEffect(Wish wish, LedgerEntry entry) {
    return switch (wish.kind()) {
      case REPOSITORY ->
          world
              .systems()
              .github()
              .repository(ForeignSystems.ORGANISATION, wish.subject())
              .isPresent();
      case PROTECTION -> isProtected(wish);
      case SECRETS, SECRET_BINDINGS, GITOPS, ROTATION ->
          effects(wish).stream()
              .flatMap(effect -> effect.idempotencyKey().stream())
              .anyMatch(key -> key.startsWith(entry.outboundKey()));
    };
  }

  private boolean isProtected(Wish wish) {
    return world
        .systems()
        .github()
        .protection(ForeignSystems.ORGANISATION, wish.repository(), "main")
        .map(it -> it.path("required_pull_request_reviews"))
        .map(it -> it.path("required_approving_review_count").asInt(0) >= 1)
        .orElse(false);
  }

  /** At most one distinct effect. */
  private void oneEffect(Wish wish, long wishes) {
    long effects =
        switch (wish.kind()) {
          case REPOSITORY ->
              world.systems().github().creations(ForeignSystems.ORGANISATION, wish.subject());
          case SECRETS, SECRET_BINDINGS -> effects(wish).size();
          case ROTATION -> distinctTokens(wish);
          // The one only reads, the other comes to the same however often it is done.
          case GITOPS, PROTECTION -> 0;
        };
    long most = wish.kind() == Wish.Kind.ROTATION ? executionsOf(wish) : wishes;
    if (effects > most) {
      violation("more effects than operations", wish + ": " + effects + " for " + most);
    }
    if (wish.kind() == Wish.Kind.ROTATION) {
      world
          .strategy()
          .wrongWith(world, wish.subject())
          .ifPresent(what -> violation("rotation", what));
      oneSuccessor(wish);
    }
  }

  /**
   * Once all of a robot's rotations have been looked after, one of the robots made for it lives.
   */
  private void oneSuccessor(Wish wish) {
    List<LedgerEntry> rotations =
        ledger.values().stream()
            .filter(entry -> entry.subject().equals(wish.ledgerSubject()))
            .toList();
    boolean over =
        rotations.stream().allMatch(entry -> entry.hasSucceeded() && !entry.awaitsAftercare());
    List<String> successors = world.strategy().successors(world, wish.subject());
    if (world.strategy() == Strategy.REPLACE
        && over
        && successors.size() != Math.min(1, rotations.size())) {
      violation("not one robot", wish + " has " + successors);
    }
  }

  /** Those that were set at Harbor, or handed on where Harbor chooses them. */
  private long distinctTokens(Wish wish) {
    return switch (world.strategy()) {
      case REFRESH -> new HashSet<>(world.systems().harbor().secretWritesTo(wish.subject())).size();
      case REPLACE, ENDPOINT -> effects(wish).stream().map(Audit::token).distinct().count();
    };
  }

  private long executionsOf(Wish wish) {
    return ledger.values().stream()
        .filter(entry -> entry.subject().equals(wish.ledgerSubject()))
        .count();
  }

  private void oneTokenPerExecution() {
    Map<String, Set<String>> tokens = new TreeMap<>();
    for (DelegatedEffect effect :
        world.systems().delegated().effects(DelegatedEndpoint.BINDINGS_UPDATE)) {
      String key = effect.idempotencyKey().orElse("no key");
      String execution = key.substring(0, Math.max(0, key.lastIndexOf('-')));
      tokens.computeIfAbsent(execution, _ -> new HashSet<>()).add(token(effect));
    }
    tokens.forEach((execution, handedOn) -> {
      if (handedOn.size() > 1) {
        violation("more than one token for one rotation", execution + ": " + handedOn.size());
      }
    });
  }

  private void nothingIsStuck() {
    ledger.values().stream()
        .filter(LedgerEntry::isUnfinished)
        .forEach(entry -> violation("stuck", entry.toString()));
  }

  private List<DelegatedEffect> effects(Wish wish) {
    Optional<DelegatedEndpoint> delegate = wish.delegate();
    return delegate.isEmpty()
        ? List.of()
        : world.systems().delegated().effects(delegate.get()).stream()
            .filter(effect -> effect.body().toString().contains('"' + wish.subject() + '"'))
            .toList();
  }

  private static String token(DelegatedEffect effect) {
    return effect.body().path("token").asString("");
  }

  private void violation(String what, String detail) {
    violations.add(what + ": " + detail);
  }
}

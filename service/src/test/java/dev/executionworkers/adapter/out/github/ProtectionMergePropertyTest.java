package dev.executionworkers.adapter.out.github;

import static dev.executionworkers.adapter.out.github.ProtectionMerge.APPROVALS;
import static dev.executionworkers.adapter.out.github.ProtectionMerge.REVIEWS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.adapter.out.github.ProtectionMerge.Merged;
import dev.executionworkers.simulators.github.GitHubSimulator;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Any protection that GitHub can have, in the shape in which the simulator answers it. */
class ProtectionMergePropertyTest {
  private static final List<String> FLAGS =
      List.of(
          "required_linear_history",
          "allow_force_pushes",
          "allow_deletions",
          "block_creations",
          "required_conversation_resolution",
          "lock_branch",
          "allow_fork_syncing");

  private static @Nullable GitHubSimulator github;

  @BeforeContainer
  static void start() {
    github = GitHubSimulator.start().organisation("platform");
  }

  @AfterContainer
  static void stop() {
    github().close();
  }

  @Property(tries = 500)
  void changesNothingButTheApprovals(
      @ForAll("protections") ObjectNode protection,
      @ForAll @IntRange(min = 1, max = 6) int wanted) {
    JsonNode before = stored(protection);
    int approvals = ProtectionMerge.approvals(before);
    switch (ProtectionMerge.merge(before, wanted)) {
      case Merged.Satisfied _ -> assertThat(approvals).isGreaterThanOrEqualTo(wanted);
      case Merged.ToWrite(ObjectNode body) -> {
        assertThat(approvals).isLessThan(wanted);
        JsonNode after = stored(body);
        assertThat(ProtectionMerge.approvals(after)).isEqualTo(wanted);
        assertThat(withoutReviews(after)).isEqualTo(withoutReviews(before));
        if (before.has(REVIEWS)) {
          assertThat(withoutApprovals(after)).isEqualTo(withoutApprovals(before));
        }
        assertThat(ProtectionMerge.merge(after, wanted)).isEqualTo(new Merged.Satisfied());
        assertThat(ProtectionMerge.merge(body, wanted)).isEqualTo(new Merged.Satisfied());
      }
      case Merged.CannotKeep(List<String> parts) -> throw new AssertionError(parts);
    }
  }

  @Property(tries = 500)
  void translatesWhatIsTranslatedIntoItself(@ForAll("protections") ObjectNode protection) {
    ProtectionTranslation once = ProtectionTranslation.of(stored(protection));
    ProtectionTranslation twice = ProtectionTranslation.of(once.body());
    assertThat(once.untranslatable()).isEmpty();
    assertThat(twice.untranslatable()).isEmpty();
    assertThat(twice.body()).isEqualTo(once.body());
  }

  private static GitHubSimulator github() {
    return Objects.requireNonNull(github);
  }

  /** As GitHub answers it. */
  private static JsonNode stored(ObjectNode put) {
    github()
        .repository("platform", "r", repository -> repository.protection("main", Json.write(put)));
    return github().protection("platform", "r", "main").orElseThrow();
  }

  private static JsonNode withoutReviews(JsonNode protection) {
    return ((ObjectNode) protection.deepCopy()).without(REVIEWS);
  }

  private static JsonNode withoutApprovals(JsonNode protection) {
    return ((ObjectNode) protection.path(REVIEWS).deepCopy()).without(APPROVALS);
  }

  @Provide
  Arbitrary<ObjectNode> protections() {
    return Combinators.combine(
            statusChecks().injectNull(0.3),
            Arbitraries.of(true, false).injectNull(0.3),
            reviews().injectNull(0.3),
            actors().injectNull(0.3),
            Arbitraries.subsetOf(FLAGS),
            Arbitraries.subsetOf(FLAGS))
        .as((checks, admins, reviews, restrictions, on, off) -> {
          ObjectNode body = Json.object();
          body.set("required_status_checks", checks);
          body.put("enforce_admins", admins);
          body.set(REVIEWS, reviews);
          body.set("restrictions", restrictions);
          off.forEach(flag -> body.put(flag, false));
          on.forEach(flag -> body.put(flag, true));
          return body;
        });
  }

  private static Arbitrary<ObjectNode> statusChecks() {
    Arbitrary<ObjectNode> checks =
        Combinators.combine(
                names().list().uniqueElements().ofMaxSize(4),
                Arbitraries.of(-1, 15_368, 57_789).list().ofSize(4))
            .as((contexts, apps) -> {
              ObjectNode section = Json.object();
              ArrayNode array = section.putArray("checks");
              for (int i = 0; i < contexts.size(); i++) {
                array.addObject().put("context", contexts.get(i)).put("app_id", apps.get(i));
              }
              return section;
            });
    Arbitrary<ObjectNode> contexts =
        names().list().uniqueElements().ofMaxSize(4).map(list -> array("contexts", list));
    return Combinators.combine(Arbitraries.oneOf(checks, contexts), Arbitraries.of(true, false))
        .as((section, strict) -> section.put("strict", strict));
  }

  private static Arbitrary<ObjectNode> reviews() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 6),
            Arbitraries.subsetOf(
                "dismiss_stale_reviews",
                "require_code_owner_reviews",
                "require_last_push_approval"),
            actors().injectNull(0.4),
            actors().injectNull(0.4))
        .as((approvals, flags, dismissal, bypass) -> {
          ObjectNode section = Json.object().put(APPROVALS, approvals);
          flags.forEach(flag -> section.put(flag, true));
          if (dismissal != null) {
            section.set("dismissal_restrictions", dismissal);
          }
          if (bypass != null) {
            section.set("bypass_pull_request_allowances", bypass);
          }
          return section;
        });
  }

  private static Arbitrary<ObjectNode> actors() {
    Arbitrary<List<String>> some = names().list().uniqueElements().ofMaxSize(3);
    return Combinators.combine(some, some, some)
        .as((users, teams, apps) -> {
          ObjectNode actors = array("users", users);
          actors.setAll(array("teams", teams));
          actors.setAll(array("apps", apps));
          return actors;
        });
  }

  private static Arbitrary<String> names() {
    return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(6);
  }

  private static ObjectNode array(String name, List<String> values) {
    ObjectNode object = Json.object();
    ArrayNode array = object.putArray(name);
    values.forEach(array::add);
    return object;
  }
}

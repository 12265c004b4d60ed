package dev.executionworkers.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.acceptance.Answer;
import dev.executionworkers.acceptance.Caller;
import dev.executionworkers.acceptance.Conversation;
import dev.executionworkers.acceptance.crash.Engine.Asked;
import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The audit finds what the crash matrix and chaos are there to find. */
class AuditTest {
  private final World world = World.create(Variant.of(Store.Kind.SQLITE, Strategy.REFRESH));
  private final Wish rotation = world.newWish(Wish.Kind.ROTATION);
  private final Wish secrets = world.newWish(Wish.Kind.SECRETS);

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void findsNothingWrongWithARotationThatIsDone() {
    world.systems().harbor().overwriteSecret(rotation.subject(), "After-It-Is-1");
    handOn(rotation, "key-1-7", "After-It-Is-1");
    event("id-1", "secrets.UpdateBindingsForSecret", "success");

    assertThat(violations(rotation, entry(rotation, "id-1", "key-1", "succeeded"), 202)).isEmpty();
  }

  @Test
  void findsATokenThatIsOneThingAtTheRegistryAndAnotherAtItsBindings() {
    world.systems().harbor().overwriteSecret(rotation.subject(), "After-It-Is-2");
    handOn(rotation, "key-1-7", "After-It-Is-1");
    event("id-1", "secrets.UpdateBindingsForSecret", "success");

    assertThat(violations(rotation, entry(rotation, "id-1", "key-1", "succeeded"), 202))
        .anyMatch(line -> line.contains("split token"));
  }

  @Test
  void findsATokenThatNobodyHandedOn() {
    world.systems().harbor().overwriteSecret(rotation.subject(), "After-It-Is-1");
    event("id-1", "secrets.UpdateBindingsForSecret", "error");

    assertThat(violations(rotation, entry(rotation, "id-1", "key-1", "failed"), 503))
        .anyMatch(line -> line.contains("lost token"));
  }

  @Test
  void findsTwoTokensOfOneRotation() {
    world.systems().harbor().overwriteSecret(rotation.subject(), "After-It-Is-2");
    handOn(rotation, "key-1-7", "After-It-Is-1");
    handOn(rotation, "key-1-8", "After-It-Is-2");
    event("id-1", "secrets.UpdateBindingsForSecret", "success");

    assertThat(violations(rotation, entry(rotation, "id-1", "key-1", "succeeded"), 202))
        .anyMatch(line -> line.contains("more than one token"));
  }

  @Test
  void findsAnAcknowledgedSuccessThatTheLedgerHasForgotten() {
    event("id-2", "appenv.ProvisionSecrets", "error");

    assertThat(violations(secrets, entry(secrets, "id-2", "key-2", "failed"), 202))
        .anyMatch(line -> line.contains("an answered success is lost"));
  }

  @Test
  void findsASuccessWithoutEffect() {
    event("id-2", "appenv.ProvisionSecrets", "success");

    assertThat(violations(secrets, entry(secrets, "id-2", "key-2", "succeeded"), 202))
        .anyMatch(line -> line.contains("success without effect"));
  }

  @Test
  void findsWorkThatWasDoneTwice() {
    post(DelegatedEndpoint.SECRETS, "key-2", secrets.body());
    post(DelegatedEndpoint.SECRETS, "key-3", secrets.body());
    event("id-2", "appenv.ProvisionSecrets", "success");

    assertThat(violations(secrets, entry(secrets, "id-2", "key-2", "succeeded"), 202))
        .anyMatch(line -> line.contains("more effects than operations"));
  }

  @Test
  void findsAnEventThatIsMissingOrSaysSomethingElse() {
    post(DelegatedEndpoint.SECRETS, "key-2", secrets.body());
    LedgerEntry entry = entry(secrets, "id-2", "key-2", "succeeded");

    assertThat(violations(secrets, entry, 202)).anyMatch(line -> line.contains("no event"));
    event("id-2", "appenv.ProvisionSecrets", "error");
    assertThat(violations(secrets, entry, 202))
        .anyMatch(line -> line.contains("says something else"));
  }

  @Test
  void findsWhatIsStuckAndAFinalNoToWhatMayPass() {
    LedgerEntry entry = entry(secrets, "id-2", "key-2", "unfinished");

    assertThat(violations(secrets, entry, 409))
        .anyMatch(line -> line.contains("stuck"))
        .anyMatch(line -> line.contains("a final no"));
  }

  private List<String> violations(Wish wish, LedgerEntry entry, int status) {
    Answer answer =
        new Answer(status, Map.of("X-Operation-Id", entry.id()), "{}", Duration.ofMillis(1));
    return Audit.violations(
        world, List.of(entry), List.of(new Asked(wish, new Conversation(List.of(answer)))));
  }

  private static LedgerEntry entry(Wish wish, String id, String key, String state) {
    String operation =
        wish.kind() == Wish.Kind.ROTATION
            ? "secrets.UpdateBindingsForSecret"
            : "appenv.ProvisionSecrets";
    return new LedgerEntry(id, operation, wish.ledgerSubject(), state, "", key, false);
  }

  private void handOn(Wish wish, String key, String token) {
    post(
        DelegatedEndpoint.BINDINGS_UPDATE,
        key,
        "{\"secretId\":\"%s\",\"token\":\"%s\",\"username\":\"robot$%s\",\"generation\":%s}"
            .formatted(wish.subject(), token, wish.subject(), key.substring(6)));
  }

  private void event(String id, String operation, String result) {
    String event =
        "{\"id\":\"%s-ended\",\"data\":{\"operation\":\"%s\",\"result\":\"%s\"}}"
            .formatted(id, operation, result);
    try (Caller caller = Caller.of(world.sink().server().baseUri())) {
      caller.post("/events", event);
    }
  }

  private void post(DelegatedEndpoint endpoint, String key, String json) {
    URI uri = world.systems().delegated().uri();
    try (Caller caller =
        Caller.of(uri).with("Authorization", "Bearer " + world.systems().credentials().bearer())) {
      Answer answer =
          caller.send(
              caller
                  .request(endpoint.path())
                  .header("Content-Type", "application/json")
                  .header("Idempotency-Key", key)
                  .POST(BodyPublishers.ofString(json))
                  .build());
      assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    }
  }
}

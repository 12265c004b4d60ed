package dev.executionworkers.simulators.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code GET /projects/{name}}, which is how a project's number is found. */
class ProjectReadingTest {
  private static final String PRIVATE = "/api/v2.0/projects/priv";

  private final HarborSimulator harbor =
      HarborSimulator.start().project("priv").maintainer("max", "Password1", "other");
  private final HarborClient admin = HarborClient.admin(harbor);

  @AfterEach
  void stop() {
    harbor.close();
  }

  @Test
  void tellsTheNumberToThoseWhoMayReadIt() {
    assertThat(admin.get(PRIVATE).json().path("project_id").asLong()).isEqualTo(2);
    assertThat(admin.as("max", "Password1").get("/api/v2.0/projects/library").status())
        .isEqualTo(200);
  }

  @Test
  void refusesWhoMayNotAndWhatIsNotThere() {
    assertThat(admin.as("max", "Password1").get(PRIVATE).status()).isEqualTo(403);
    assertThat(HarborClient.anonymous(harbor).get(PRIVATE).status()).isEqualTo(401);
    assertThat(admin.get("/api/v2.0/projects/nope").message()).isEqualTo("project nope not found");
  }
}

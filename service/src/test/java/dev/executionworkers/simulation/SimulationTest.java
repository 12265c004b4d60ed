package dev.executionworkers.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A quick cut of what {@code ./run chaos} does with many more seeds. */
class SimulationTest {
  private static final long SEEDS = 300;

  /** Some bugs need much to go wrong at once. */
  private static final long SEEDS_TO_FIND_A_BUG = 3_000;

  @Test
  void nothingIsLost() {
    Campaign campaign = Campaign.run(1, SEEDS, PlantedBug.NONE, 5);

    assertThat(campaign.failed()).as(campaign.table()).isEmpty();
    assertThat(campaign.runs()).isEqualTo(SEEDS);
  }

  @Test
  void theSameSeedShowsTheSameRunAgain() {
    Simulation.Report first = Simulation.run(7, PlantedBug.NONE, true);
    Simulation.Report again = Simulation.run(7, PlantedBug.NONE, true);

    assertThat(again).isEqualTo(first);
    assertThat(first.trace()).hasSizeGreaterThan(50);
    assertThat(Simulation.run(8, PlantedBug.NONE, true).trace()).isNotEqualTo(first.trace());
  }

  @Test
  void watchingARunDoesNotChangeIt() {
    Simulation.Report watched = Simulation.run(7, PlantedBug.NONE, true);

    assertThat(Simulation.run(7).counts()).isEqualTo(watched.counts());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void everyPlantedBugIsFound(PlantedBug bug) {
    Campaign campaign = Campaign.run(1, SEEDS_TO_FIND_A_BUG, bug, 1);

    assertThat(campaign.failed()).as(bug + " was not found").isNotEmpty();
  }
}

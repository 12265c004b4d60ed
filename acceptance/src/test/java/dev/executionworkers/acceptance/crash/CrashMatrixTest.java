package dev.executionworkers.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.executionworkers.acceptance.Apart;
import dev.executionworkers.acceptance.Entrance;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The quick cut of the crash matrix; the whole of it is {@code ./run chaos --matrix}. */
@Apart
class CrashMatrixTest {

  @Test
  void losesNothingWhereverItIsKilledOverSqlite() {
    assertNothingIsLost(Store.Kind.SQLITE);
  }

  @Test
  void losesNothingWhereverAReplicaIsKilledOverPostgres() {
    assumeTrue(PostgresServer.trouble().isEmpty(), PostgresServer.trouble());
    assertNothingIsLost(Store.Kind.POSTGRES);
  }

  @Test
  void losesNothingWhenAFacadeRotates() {
    MatrixRow row =
        CrashMatrix.untilTheOutcome(
            Variant.of(Store.Kind.SQLITE, Strategy.ENDPOINT),
            List.of(Wish.Kind.ROTATION),
            CrashMatrix.ALL);

    assertThat(row.violations()).isEmpty();
    assertThat(row.placeCount()).isPositive();
  }

  @Test
  void losesNothingWhenItsActivitiesAreTriedAgain() {
    MatrixRow row =
        CrashMatrix.untilTheOutcome(
            Variant.of(Store.Kind.SQLITE, Strategy.REFRESH).by(Entrance.TEMPORAL),
            List.of(Wish.Kind.SECRETS, Wish.Kind.ROTATION),
            CrashMatrix.ALL);

    assertThat(row.violations()).isEmpty();
    assertThat(row.placeCount()).isPositive();
  }

  private static void assertNothingIsLost(Store.Kind store) {
    for (Supplier<MatrixRow> part : MatrixPlan.quick(store)) {
      MatrixRow row = part.get();

      assertThat(row.violations()).as(row.toString()).isEmpty();
      assertThat(row.placeCount()).as(row.toString()).isPositive();
    }
  }
}

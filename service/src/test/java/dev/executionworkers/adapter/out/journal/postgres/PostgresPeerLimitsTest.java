package dev.executionworkers.adapter.out.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.policy.Pace;
import dev.executionworkers.port.out.PeerLimits;
import dev.executionworkers.port.out.PeerLimits.Turn;
import dev.executionworkers.port.out.PeerLimitsContract;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresPeerLimitsTest extends PeerLimitsContract {
  private PostgresJournal journal;

  @BeforeEach
  void open() {
    journal = TestDatabase.openEmpty();
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Override
  protected PeerLimits limits() {
    return journal.peerLimits();
  }

  @Test
  void replicasShareOneTurnAndOneBlock() {
    Pace free = new Pace(Duration.ZERO, List.of());
    Duration hold = Duration.ofHours(1);
    try (PostgresJournal replica = TestDatabase.open()) {
      Turn turn = limits().take("git", free, hold);
      assertThat(turn).isInstanceOf(Turn.Taken.class);
      assertThat(replica.peerLimits().take("git", free, hold)).isInstanceOf(Turn.Later.class);

      limits().end((Turn.Taken) turn);
      assertThat(replica.peerLimits().take("git", free, hold)).isInstanceOf(Turn.Taken.class);

      replica.peerLimits().block("git", Optional.of(Duration.ofMinutes(50)));
      assertThat(limits().usage("git", Duration.ofDays(1)).blockedFor())
          .isGreaterThan(Duration.ofMinutes(40));
    }
  }
}

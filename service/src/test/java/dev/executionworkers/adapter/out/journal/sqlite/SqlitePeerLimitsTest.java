package dev.executionworkers.adapter.out.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.policy.Pace;
import dev.executionworkers.domain.policy.PeerUsage;
import dev.executionworkers.port.out.PeerLimits;
import dev.executionworkers.port.out.PeerLimits.Turn;
import dev.executionworkers.port.out.PeerLimitsContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlitePeerLimitsTest extends PeerLimitsContract {
  @TempDir Path folder;
  private SqliteJournal journal;

  @BeforeEach
  void open() {
    journal = SqliteJournals.open(folder);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Override
  protected PeerLimits limits() {
    return journal.peerLimits();
  }

  private void restart() {
    journal.close();
    open();
  }

  @Test
  void limitsSurviveARestart() {
    Pace daily = new Pace(Duration.ofDays(1), List.of());
    limits().end((Turn.Taken) limits().take("git", daily, Duration.ofHours(1)));
    limits().block("other", Optional.of(Duration.ofMinutes(50)));

    restart();

    assertThat(limits().take("git", daily, Duration.ofHours(1))).isInstanceOf(Turn.Later.class);
    assertThat(limits().usage("other", Duration.ofDays(1)).blockedFor())
        .isGreaterThan(Duration.ofMinutes(40));
  }

  @Test
  void whatWasUnderWayAtACrashEndsSoonAfterTheStart() {
    Pace free = new Pace(Duration.ZERO, List.of());
    limits().take("git", free, Duration.ofDays(1));

    restart();

    PeerUsage usage = limits().usage("git", Duration.ofDays(1));
    assertThat(usage.writes())
        .singleElement()
        .satisfies(
            write -> assertThat(write.endedAt()).isBefore(usage.now().plus(Duration.ofHours(1))));
  }
}

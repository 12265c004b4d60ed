package dev.executionworkers.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionBudgetTest {

  @ParameterizedTest
  @CsvSource({
    "1048576, 20000, 20000",
    "20000, 12000, 1000",
    "4096, 2457, 204",
    "256, 153, 32",
    "unlimited, 20000, 20000"
  })
  void dividesTheFileDescriptorsBetweenCallersAndPeers(String soft, int inbound, int perPeer) {
    List<String> limits =
        List.of(
            "Limit                     Soft Limit           Hard Limit           Units     ",
            "Max open files            "
                + soft
                + "                 1048576              files     ");

    assertThat(ConnectionBudget.of(limits)).isEqualTo(new ConnectionBudget(inbound, perPeer));
  }

  @Test
  void sevenPeersThatHangAndAllCallersLeaveSomeDescriptors() {
    ConnectionBudget budget = ConnectionBudget.of(List.of("Max open files 20000 20000 files"));

    assertThat(budget.inbound() + 7 * budget.perPeer()).isLessThan(20_000);
  }

  @Test
  void knowsNoLimitWhereNoneIsTold() {
    assertThat(ConnectionBudget.of(List.of())).isEqualTo(new ConnectionBudget(20_000, 20_000));
  }
}

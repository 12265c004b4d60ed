package dev.executionworkers.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileDescriptorsTest {

  @ParameterizedTest
  @CsvSource({"400, 300", "20000, 15000", "1048576, 20000", "unlimited, 20000"})
  void leavesAQuarterOfTheDescriptorsToEverythingElse(String soft, int connections) {
    List<String> limits =
        List.of(
            "Limit                     Soft Limit           Hard Limit           Units     ",
            "Max processes             31000                31000                processes ",
            "Max open files            "
                + soft
                + "                 1048576              files     ");

    assertThat(FileDescriptors.connections(20_000, limits)).isEqualTo(connections);
  }

  @Test
  void takesWhatIsWantedWhereNothingIsSaidOfALimit() {
    assertThat(FileDescriptors.connections(20_000, List.of())).isEqualTo(20_000);
    assertThat(FileDescriptors.connections(10)).isEqualTo(10);
  }
}

package dev.executionworkers.adapter.out.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceTableTest {
  private static final long NEAR = 10_000_000;

  @Test
  void takesAsManyAsItHasRoomForHoweverTheyMeet() {
    PlaceTable table = new PlaceTable(NEAR, 100);
    for (long place = NEAR; place < NEAR + 100; place++) {
      assertThat(table.hasRoomFor(place)).isTrue();
      // All of them at home in the last cell.
      table.put(0xffff_ffffL, place);
    }

    assertThat(table.hasRoomFor(NEAR)).isFalse();
    assertThat(table.size()).isEqualTo(100);
    assertThat(found(table, 0xffff_ffffL)).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void takesWhatIsNotTooFar() {
    PlaceTable table = new PlaceTable(NEAR, 100);
    long first = NEAR - PlaceTable.SPAN / 4 + 1;
    long last = first + PlaceTable.SPAN - 2;
    assertThat(table.hasRoomFor(first)).isTrue();
    assertThat(table.hasRoomFor(first - 1)).isFalse();
    assertThat(table.hasRoomFor(last)).isTrue();
    assertThat(table.hasRoomFor(last + 1)).isFalse();

    table.put(-1, first);
    table.put(-1, last);

    assertThat(found(table, -1)).containsExactlyInAnyOrder(first, last);
  }

  @Test
  void tellsHashesApartByBothHalves() {
    PlaceTable table = new PlaceTable(NEAR, 100);
    table.put(0x7ff0_0000_0000_0000L, NEAR);

    assertThat(found(table, 0x7ff0_0000_0000_0000L)).containsExactly(NEAR);
    assertThat(found(table, 0x7fe0_0000_0000_0000L)).isEmpty();
    assertThat(found(table, 0x7ff0_0000_8000_0000L)).isEmpty();
  }

  private static List<Long> found(PlaceTable table, long hash) {
    List<Long> places = new ArrayList<>();
    table.find(hash, places::add);
    return places;
  }
}

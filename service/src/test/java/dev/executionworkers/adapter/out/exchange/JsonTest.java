package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Property
  void neverThrowsWhateverTheBodyIs(@ForAll String body) {
    assertThatNoException().isThrownBy(() -> Json.read(body));
  }

  @Property
  void readsBackWhatItWrote(@ForAll String name, @ForAll String value) {
    var node = Json.object().put(name, value);
    assertThat(Json.read(Json.write(node))).contains(node);
  }

  @Test
  void readsAnObject() {
    assertThat(Json.read("{\"message\":\"no\"}").orElseThrow().path("message").asString())
        .isEqualTo("no");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "<html><body>502 Bad Gateway</body></html>",
        "{\"half\":",
        "{} {}",
        "{\"a\":1}garbage",
        "NaN",
        "\u0000"
      })
  void isEmptyForWhatIsNoJson(String body) {
    assertThat(Json.read(body)).isEmpty();
  }

  @Test
  void isEmptyForWhatIsNestedOrLongBeyondReason() {
    assertThat(Json.read("[".repeat(100_000))).isEmpty();
    assertThat(Json.read("[".repeat(101) + "]".repeat(101))).isEmpty();
    assertThat(Json.read("9".repeat(101))).isEmpty();
    assertThat(Json.read("{\"" + "n".repeat(100_000) + "\":1}")).isEmpty();
  }
}

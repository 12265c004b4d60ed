package dev.executionworkers.simulators.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Header fields in the order they stood on the wire; names compare without regard to case. */
public record Headers(List<Field> fields) {

  /** No fields. */
  public static final Headers NONE = new Headers(List.of());

  /** One field as it was written. */
  public record Field(String name, String value) {}

  public Headers {
    fields = List.copyOf(fields);
  }

  /** The value of the first field of that name. */
  public Optional<String> first(String name) {
    for (Field field : fields) {
      if (field.name.equalsIgnoreCase(name)) {
        return Optional.of(field.value);
      }
    }
    return Optional.empty();
  }

  /** The values of all fields of that name. */
  public List<String> all(String name) {
    return fields.stream().filter(f -> f.name.equalsIgnoreCase(name)).map(Field::value).toList();
  }

  public boolean has(String name) {
    return first(name).isPresent();
  }

  /** These fields and one more at the end. */
  public Headers plus(String name, String value) {
    var more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Headers(more);
  }
}

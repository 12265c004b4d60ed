package dev.executionworkers.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rows as text, in columns; what has missed its floor is red. */
public record Table(List<Row> rows) {
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";
  private static final Row HEAD =
      new Row("what", "measured", "beside it, same run", "budget", Verdict.SHOWN);
  private static final List<Function<Row, String>> COLUMNS =
      List.of(Row::what, Row::measured, Row::beside, Row::budget);

  public Table {
    rows = List.copyOf(rows);
  }

  /** Whether a floor was missed. */
  public boolean hasMisses() {
    return rows.stream().anyMatch(row -> row.verdict() == Verdict.MISSED);
  }

  /**
   * All of it.
   *
   * @param colour whether a terminal reads it
   */
  public String text(boolean colour) {
    List<Row> all = new ArrayList<>(List.of(HEAD));
    all.addAll(rows);
    List<Integer> widths = COLUMNS.stream().map(column -> width(all, column)).toList();
    return all.stream()
        .map(row -> line(row, widths, colour))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static int width(List<Row> rows, Function<Row, String> column) {
    return rows.stream().map(column).mapToInt(String::length).max().orElse(0);
  }

  private static String line(Row row, List<Integer> widths, boolean colour) {
    var line = new StringBuilder();
    for (int index = 0; index < COLUMNS.size(); index++) {
      String cell = COLUMNS.get(index).apply(row);
      line.append(cell).append(" ".repeat(widths.get(index) - cell.length() + 2));
    }
    String text = line.append(row.verdict().label()).toString().stripTrailing();
    return colour && row.verdict() == Verdict.MISSED ? RED + text + PLAIN : text;
  }
}

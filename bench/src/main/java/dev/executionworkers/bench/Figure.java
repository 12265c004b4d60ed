package dev.executionworkers.bench;

import java.io.IOException;
import java.util.List;

/** Something to be measured. */
public interface Figure {

  /** By which it can be asked for alone. */
  String name();

  /** Measures it. */
  List<Row> measure(Rig rig) throws IOException, InterruptedException;
}

package dev.executionworkers.bootstrap;

import java.util.List;

/** What came of reading the environment. */
public sealed interface ParsedSettings {

  /** What should be logged at the start although the service can run. */
  List<Remark> warnings();

  /** The service can run. */
  record Valid(Settings settings, List<Remark> warnings) implements ParsedSettings {

    public Valid {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * The service must not run.
   *
   * @param faults all that is wrong, not only the first
   */
  record Invalid(List<Remark> faults, List<Remark> warnings) implements ParsedSettings {
    /** The exit code for it: {@code EX_CONFIG} of sysexits.h. */
    public static final int EXIT_CODE = 78;

    public Invalid {
      faults = List.copyOf(faults);
      warnings = List.copyOf(warnings);
    }
  }
}

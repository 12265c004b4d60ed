package dev.executionworkers.simulators.harbor;

import java.util.List;

/**
 * Rights in one namespace.
 *
 * @param kind {@code system} or {@code project}; kept as sent, since what is wrong with it is an
 *     answer of Harbor's
 * @param namespace {@code /} for the system, {@code *} for every project, or a project's name
 */
record Permission(String kind, String namespace, List<Access> access) {

  static final String SYSTEM = "system";
  static final String PROJECT = "project";
  static final String ALL_PROJECTS = "*";

  Permission {
    access = List.copyOf(access);
  }

  /** Whether it names one project rather than all of them or the system. */
  boolean namesProject() {
    return kind.equals(PROJECT) && !namespace.equals(ALL_PROJECTS);
  }

  /** Whether these rights hold at the given place. */
  boolean reaches(String wantedKind, String wantedNamespace) {
    return kind.equals(wantedKind)
        && (namespace.equals(wantedNamespace)
            || (kind.equals(PROJECT) && namespace.equals(ALL_PROJECTS)));
  }
}

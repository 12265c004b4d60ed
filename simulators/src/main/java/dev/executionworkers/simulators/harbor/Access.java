package dev.executionworkers.simulators.harbor;

/**
 * One right a robot has or asks for.
 *
 * @param effect empty when none was given. Harbor keeps and compares it as text, so {@code allow}
 *     and nothing are two different rights to it (goharbor/harbor#21251)
 */
record Access(String resource, String action, String effect) {

  Access(String resource, String action) {
    this(resource, action, "");
  }

  /** The same right, whatever its effect says. */
  boolean isTo(String wantedResource, String wantedAction) {
    return resource.equals(wantedResource) && action.equals(wantedAction);
  }

  /** As Harbor names it in its refusals. */
  String label() {
    return resource + ":" + action;
  }
}

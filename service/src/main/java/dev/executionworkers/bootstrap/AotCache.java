package dev.executionworkers.bootstrap;

import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * Whether the JVM runs from the AOT cache made at packaging. It says nothing itself: its warnings
 * would stand among the JSON lines, so the launcher switches them off.
 */
final class AotCache {
  private AotCache() {}

  /** What an operator should know, if the start is slower than it could be. */
  static Optional<String> remark() {
    boolean asked =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .anyMatch(argument -> argument.startsWith("-XX:AOTCache="));
    boolean packaged = System.getProperty("execution-workers.packaged") != null;
    if (!asked) {
      return packaged
          ? Optional.of("there is no AOT cache that fits the jars: the start is slower")
          : Optional.empty();
    }
    return System.getProperty("java.vm.info", "").contains("sharing")
        ? Optional.empty()
        : Optional.of("the JVM has rejected the AOT cache: the start is slower");
  }
}

/**
 * Kills, stops and starves the packaged service, and looks at the foreign systems for what was lost
 * or done twice. {@code ./run chaos} runs what lives here; a quick cut of it runs as tests.
 *
 * <p>{@code CrashMatrix} kills at every transition of the journal, which {@code Gatekeeper} hears
 * of through the agent in {@code crash.hook}. {@code Audit} is what must hold afterwards. {@code
 * Store} is where the service keeps its journal, {@code World} everything around it, {@code Engine}
 * who asks. May import: {@code acceptance}, the simulators, the JDK, Jackson, JSpecify, and the
 * embedded PostgreSQL.
 */
@NullMarked
package dev.executionworkers.acceptance.crash;

import org.jspecify.annotations.NullMarked;

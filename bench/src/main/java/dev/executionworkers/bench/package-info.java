/**
 * Measures what the packaged service costs, each figure beside its peer in the same run.
 *
 * <p>May live here: the rig (nginx, wrk, processes of the service) and the table. What is measured
 * is in {@code figure}. May import: {@code java.*}, JSpecify, {@code acceptance}.
 */
@NullMarked
package dev.executionworkers.bench;

import org.jspecify.annotations.NullMarked;

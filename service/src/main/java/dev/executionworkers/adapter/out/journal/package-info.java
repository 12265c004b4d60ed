/**
 * What the service remembers of its executions, in an embedded SQLite or in a PostgreSQL that
 * replicas share.
 *
 * <p>May live here: what the stores have in common, above all {@link
 * dev.executionworkers.adapter.out.journal.Verdict}; each store has a package of its own below, and
 * only there and in {@code sql} is SQL. May import: {@code java.*}, JSpecify, {@code domain} and
 * {@code port.out}; the packages below also what their own descriptions name.
 */
@NullMarked
package dev.executionworkers.adapter.out.journal;

import org.jspecify.annotations.NullMarked;

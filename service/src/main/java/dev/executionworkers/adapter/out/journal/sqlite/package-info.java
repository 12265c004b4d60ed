/**
 * The journal in an embedded SQLite: one process, one writer thread, commits in groups.
 *
 * <p>May live here: what is true of SQLite alone. May import: {@code java.*}, {@code javax.sql},
 * JSpecify, SLF4J, {@code org.sqlite}, {@code domain}, {@code port.out} and {@code
 * adapter.out.journal} with its formats, its sealing and its SQL.
 */
@NullMarked
package dev.executionworkers.adapter.out.journal.sqlite;

import org.jspecify.annotations.NullMarked;

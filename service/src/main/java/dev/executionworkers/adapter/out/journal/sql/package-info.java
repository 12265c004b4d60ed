/**
 * The SQL and JDBC that both databases share: sessions, the schema and its migrations, rows, the
 * ledger's queries.
 *
 * <p>May live here: statements that SQLite and PostgreSQL both understand. May import: {@code
 * java.*}, {@code javax.sql}, JSpecify, SLF4J, Flyway, {@code domain}, {@code port.out} and {@code
 * adapter.out.journal} with its formats and its sealing.
 */
@NullMarked
package dev.executionworkers.adapter.out.journal.sql;

import org.jspecify.annotations.NullMarked;

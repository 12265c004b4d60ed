/**
 * The journal in a PostgreSQL that replicas share: claims, leases and fencing in the database.
 *
 * <p>May live here: what is true of PostgreSQL alone. May import: {@code java.*}, {@code
 * javax.sql}, JSpecify, SLF4J, HikariCP, the PostgreSQL driver, {@code domain}, {@code port.out}
 * and {@code adapter.out.journal} with its formats, its sealing and its SQL.
 */
@NullMarked
package dev.executionworkers.adapter.out.journal.postgres;

import org.jspecify.annotations.NullMarked;

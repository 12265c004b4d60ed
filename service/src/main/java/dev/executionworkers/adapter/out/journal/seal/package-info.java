/**
 * The sealing of secrets at rest, and the keys it is done with.
 *
 * <p>May live here: cryptography of the JCA and the reading of key material. May import: {@code
 * java.*}, {@code javax.crypto}, JSpecify, SLF4J, {@code domain} and {@code adapter.out.journal}.
 */
@NullMarked
package dev.executionworkers.adapter.out.journal.seal;

import org.jspecify.annotations.NullMarked;

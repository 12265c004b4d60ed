/**
 * What every entrance reads and says: the JSON of commands, results and problems. HTTP and Temporal
 * carry the same documents, so they are read and written here alone.
 *
 * <p>May live here: bytes to commands, answers to documents, and the one table of HTTP statuses,
 * which are a part of a problem's document (RFC 9457) whoever carries it. It knows no server and no
 * worker. May import: {@code java.*}, JSpecify, {@code domain}, {@code port.in} and Jackson.
 */
@NullMarked
package dev.executionworkers.adapter.in.wire;

import org.jspecify.annotations.NullMarked;

/**
 * The systems that provision secrets, bind them and reconcile, as one server with four endpoints.
 *
 * <p>{@link dev.executionworkers.simulators.delegated.DelegatedSimulator} is what a careful
 * receiver of delegated work is: it answers a repeated {@code Idempotency-Key} as it did the first
 * time, says 409 while the first request under a key still runs and 422 when the key comes with
 * another body, ignores a binding of an older generation, and finishes what it began when the
 * caller has gone. It remembers successes only, so that a refusal may turn into one.
 *
 * <p>May live here: what is true of receivers of delegated work. May import: {@code
 * simulators.wire}, the JDK, Jackson, JSpecify.
 */
@NullMarked
package dev.executionworkers.simulators.delegated;

import org.jspecify.annotations.NullMarked;

/**
 * The guarded HTTP client: one instance per peer, one attempt per call, and the reading of answers
 * that every provider shares.
 *
 * <p>May live here: transport, its guards, and what any HTTP answer means whoever gave it. What an
 * answer means to one provider lives in that provider's package. May import: {@code java.*},
 * JSpecify, {@code domain}, {@code port.out}, Apache HttpClient, Jackson, Resilience4j, TLS.
 */
@NullMarked
package dev.executionworkers.adapter.out.exchange;

import org.jspecify.annotations.NullMarked;

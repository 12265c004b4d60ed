/**
 * GitHub and GitHub Enterprise Server as the {@code CodeHost}.
 *
 * <p>May live here: GitHub's addresses, its JSON, and what its answers mean. Transport and pauses
 * live in {@code adapter.out.exchange}, retries in the pipeline. May import: {@code java.*},
 * JSpecify, {@code domain}, {@code port.out}, {@code adapter.out.exchange}, Jackson, Nimbus JOSE +
 * JWT.
 */
@NullMarked
package dev.executionworkers.adapter.out.github;

import org.jspecify.annotations.NullMarked;

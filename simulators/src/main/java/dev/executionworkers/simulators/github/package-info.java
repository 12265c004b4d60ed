/**
 * GitHub's REST API as far as an executor uses it: accounts, repositories, branches, branch
 * protection, contents, Apps with their JWTs and installation tokens, rate limits; on the same
 * server without a prefix, as api.github.com has it, and under {@code /api/v3}, as GitHub
 * Enterprise Server has it.
 *
 * <p>It behaves as GitHub's OpenAPI description, recorded responses and issue threads say: 422
 * bodies word for word, the three different 404s of branch protection, answers whose shape is not
 * the request's, a private repository that is 404 to whoever may not see it and yet "exists" to a
 * create, names that are rewritten, renames that redirect, a fresh repository that is not visible
 * at once. What GitHub does not document and nobody recorded is kept plain and marked as an
 * assumption.
 *
 * <p>Not simulated: rulesets, teams and members as resources, Git itself, tokens for some
 * repositories or permissions only.
 *
 * <p>May import: the JDK, Jackson, JSpecify, {@code simulators.wire}.
 */
@NullMarked
package dev.executionworkers.simulators.github;

import org.jspecify.annotations.NullMarked;

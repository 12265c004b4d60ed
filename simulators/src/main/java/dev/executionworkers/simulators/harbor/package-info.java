/**
 * Harbor v2's robot accounts as a small stateful server, and a façade in front of a registry.
 *
 * <p>{@link dev.executionworkers.simulators.harbor.HarborSimulator} behaves as a Harbor core
 * v2.14.4 with database authentication was observed to behave, down to its message texts: users and
 * robots with their real permissions, the secret rule by bytes, secrets without overlap, the CSRF
 * check that comes before authentication, a database that is down and answers 401 to everybody.
 * {@link dev.executionworkers.simulators.harbor.FacadeSimulator} is the other thing a registry URL
 * may be: one endpoint that mints a token at each POST.
 *
 * <p>Not simulated: legacy robots, OIDC, paging by {@code sort}, anything of Harbor but what a
 * client that manages robots meets.
 *
 * <p>May live here: what is true of Harbor alone. May import: {@code simulators.wire}, the JDK,
 * Jackson, JSpecify.
 */
@NullMarked
package dev.executionworkers.simulators.harbor;

import org.jspecify.annotations.NullMarked;

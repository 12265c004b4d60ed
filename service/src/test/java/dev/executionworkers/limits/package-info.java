/**
 * Demand far above GitHub's limits, in virtual time: the service's own pipeline, adapter and guards
 * against the GitHub simulator, which holds the published limits.
 */
@NullMarked
package dev.executionworkers.limits;

import org.jspecify.annotations.NullMarked;

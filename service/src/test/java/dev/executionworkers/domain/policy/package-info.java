@NullMarked
package dev.executionworkers.domain.policy;

import org.jspecify.annotations.NullMarked;

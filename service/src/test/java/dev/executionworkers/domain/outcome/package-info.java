@NullMarked
package dev.executionworkers.domain.outcome;

import org.jspecify.annotations.NullMarked;

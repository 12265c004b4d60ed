@NullMarked
package dev.executionworkers.domain.command;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.executionworkers.application.operation;

import org.jspecify.annotations.NullMarked;

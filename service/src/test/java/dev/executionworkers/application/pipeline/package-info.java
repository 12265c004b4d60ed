@NullMarked
package dev.executionworkers.application.pipeline;

import org.jspecify.annotations.NullMarked;

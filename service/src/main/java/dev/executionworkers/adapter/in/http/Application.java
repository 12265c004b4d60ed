package dev.executionworkers.adapter.in.http;

import dev.executionworkers.port.in.ExecuteCommand;
import dev.executionworkers.port.in.Readiness;
import dev.executionworkers.port.in.SuperviseExecutions;
import dev.executionworkers.port.out.Ledger;

/** What the entrance leads to. */
public record Application(
    ExecuteCommand commands, Readiness readiness, SuperviseExecutions executions, Ledger ledger) {}

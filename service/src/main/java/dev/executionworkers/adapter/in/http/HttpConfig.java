package dev.executionworkers.adapter.in.http;

import dev.executionworkers.adapter.in.wire.ProtectionDefaults;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How the entrance is set up.
 *
 * @param bindAddress where it listens
 * @param port 0 for any that is free
 * @param requestDeadline for how long a request is held before it is answered anyhow
 * @param tokens the tokens that are valid now; asked for on every operation and by the ledger
 */
public record HttpConfig(
    InetAddress bindAddress,
    int port,
    Duration requestDeadline,
    Supplier<InternalTokens> tokens,
    ProtectionDefaults protection,
    HttpLimits limits) {}

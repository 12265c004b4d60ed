package dev.executionworkers.adapter.out.delegated;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.domain.command.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where one receiver is and how it is called.
 *
 * @param uri where work is posted to
 * @param token sent as a bearer token; asked for at every attempt, since a file that holds it may
 *     change
 * @param exchange to the origin of {@code uri}
 */
public record Endpoint(URI uri, Optional<Supplier<Secret>> token, Exchange exchange) {}

package dev.executionworkers.adapter.out.github;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.PeerClock;
import dev.executionworkers.domain.command.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Makes the JSON Web Tokens by which the App shows that it is itself ("Generating a JSON Web Token
 * for a GitHub App"). Thread-safe.
 */
final class AppJwts {
  /** GitHub's advice against clocks that go ahead of its own. */
  static final Duration BACKDATED = Duration.ofSeconds(60);

  /** GitHub takes at most ten minutes; half of it leaves as much room to either side. */
  static final Duration VALID = Duration.ofMinutes(5);

  /** A correction by less is none: {@code Date} has whole seconds, and the answer travelled. */
  private static final Duration NOISE = Duration.ofSeconds(5);

  /** The words that octokit/auth-app goes by too. */
  private static final Pattern ABOUT_TIME =
      Pattern.compile("'(?:Issued at|Expiration time)' claim", Pattern.CASE_INSENSITIVE);

  private final String issuer;
  private final Supplier<Secret> privateKey;
  private final InstantSource clock;
  private volatile Optional<Signing> signing = Optional.empty();
  private volatile Duration theyAreAhead = Duration.ZERO;

  private record Signing(Secret pem, RSASSASigner signer) {}

  AppJwts(AppIdentity app, InstantSource clock) {
    this.issuer = app.issuer();
    this.privateKey = app.privateKey();
    this.clock = clock;
  }

  /** A new one. */
  Secret next() {
    Instant now = clock.instant().plus(theyAreAhead);
    var jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .issueTime(Date.from(now.minus(BACKDATED)))
                .expirationTime(Date.from(now.plus(VALID)))
                .build());
    try {
      jwt.sign(signer(privateKey.get()));
    } catch (JOSEException e) {
      throw new IllegalStateException("an RSA key that was read cannot sign", e);
    }
    return Secret.of(jwt.serialize());
  }

  /**
   * Looks whether GitHub refused one because its clock and ours differ. The next one is then made
   * by GitHub's clock.
   *
   * @return whether the next one may be taken
   */
  boolean correctedBy(Answered refusal) {
    if (!ABOUT_TIME.matcher(ErrorBody.of(refusal.body()).message()).find()) {
      return false;
    }
    Optional<Duration> ahead =
        PeerClock.said(refusal).map(theirs -> Duration.between(refusal.receivedAt(), theirs));
    boolean news =
        ahead.filter(it -> it.minus(theyAreAhead).abs().compareTo(NOISE) > 0).isPresent();
    ahead.filter(_ -> news).ifPresent(it -> theyAreAhead = it);
    return news;
  }

  private RSASSASigner signer(Secret pem) {
    Optional<Signing> known = signing.filter(it -> it.pem().equals(pem));
    if (known.isEmpty()) {
      known = Optional.of(new Signing(pem, new RSASSASigner(AppKey.of(pem))));
      signing = known;
    }
    return known.get().signer();
  }
}

package dev.executionworkers.adapter.out.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.executionworkers.domain.command.Secret;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AppJwtsTest {
  private static final Instant NOW = ScriptedExchange.RECEIVED_AT;
  private static final String TOO_EARLY =
      "{\"message\":\"'Issued at' claim ('iat') must be an Integer representing the time that the"
          + " assertion was issued\"}";

  private final AtomicReference<Secret> pem =
      new AtomicReference<>(Secret.of(AppKeys.pkcs1(AppKeys.KEY)));
  private final AppJwts jwts =
      new AppJwts(new AppIdentity("Iv23liAbc", pem::get, Optional.empty()), () -> NOW);

  @Test
  void saysWhoItIsAndForHowLong() throws ParseException, JOSEException {
    SignedJWT jwt = next();
    assertThat(jwt.getHeader().toJSONObject()).isEqualTo(Map.of("alg", "RS256", "typ", "JWT"));
    assertThat(jwt.getJWTClaimsSet().getClaims())
        .isEqualTo(
            Map.of(
                "iss", "Iv23liAbc",
                "iat", Date.from(NOW.minusSeconds(60)),
                "exp", Date.from(NOW.plusSeconds(300))));
    assertThat(isSignedBy(AppKeys.KEY, jwt)).isTrue();
  }

  @Test
  void signsWithTheKeyThatThereIsNow() throws ParseException, JOSEException {
    next();
    pem.set(Secret.of(AppKeys.pkcs8(AppKeys.OTHER)));
    assertThat(isSignedBy(AppKeys.OTHER, next())).isTrue();
  }

  @Test
  void goesByGitHubsClockOnceItWasRefusedForOurs() throws ParseException {
    assertThat(jwts.correctedBy(ScriptedExchange.answer(401, date("12:10:00"), TOO_EARLY)))
        .isTrue();
    assertThat(next().getJWTClaimsSet().getIssueTime())
        .isEqualTo(Date.from(NOW.plusSeconds(600 - 60)));
  }

  @Test
  void hasNothingToCorrectASecondTime() {
    jwts.correctedBy(ScriptedExchange.answer(401, date("11:00:00"), TOO_EARLY));
    assertThat(jwts.correctedBy(ScriptedExchange.answer(401, date("11:00:02"), TOO_EARLY)))
        .isFalse();
    assertThat(jwts.correctedBy(ScriptedExchange.answer(401, date("11:02:00"), TOO_EARLY)))
        .isTrue();
  }

  @Test
  void keepsItsTimeWhenSomethingElseIsWrong() throws ParseException {
    String other = "{\"message\":\"A JSON web token could not be decoded\"}";
    assertThat(jwts.correctedBy(ScriptedExchange.answer(401, date("13:00:00"), other))).isFalse();
    assertThat(jwts.correctedBy(ScriptedExchange.answer(401, TOO_EARLY))).isFalse();
    assertThat(jwts.correctedBy(ScriptedExchange.answer(401, Map.of("date", "soon"), TOO_EARLY)))
        .isFalse();
    assertThat(next().getJWTClaimsSet().getIssueTime()).isEqualTo(Date.from(NOW.minusSeconds(60)));
  }

  private static Map<String, String> date(String time) {
    return Map.of("date", "Sun, 01 Mar 2026 " + time + " GMT");
  }

  private SignedJWT next() throws ParseException {
    return SignedJWT.parse(jwts.next().reveal());
  }

  private static boolean isSignedBy(KeyPair key, SignedJWT jwt) throws JOSEException {
    return jwt.verify(new RSASSAVerifier((RSAPublicKey) key.getPublic()));
  }
}

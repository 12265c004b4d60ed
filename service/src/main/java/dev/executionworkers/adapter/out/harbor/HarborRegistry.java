package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.Registry;
import java.net.URI;
import java.security.SecureRandom;

/**
 * A Harbor whose robots get tokens of our choosing ({@code HARBOR_ROTATION=refresh}). The principal
 * is a user: a system administrator for system robots, a project's administrator for its robots.
 *
 * <p>A wrong secret is answered after 1.5 s, so the exchange must wait for at least 3 s.
 */
public final class HarborRegistry implements Registry.Settable {
  private final HarborApi api;
  private final RobotDirectory directory;
  private final LoginProofs proofs;
  private final BasicCredentials principal;
  private final RobotNameTemplate names;
  private final Tokens tokens;

  /**
   * @param exchange with Harbor's origin as its peer; carries the principal's calls and the robots'
   * @param url {@code HARBOR_URL}: with or without a path before {@code /api/v2.0}, or that too
   * @param principal who looks robots up and sets their tokens
   * @param names how a secret's robot is called
   * @param random where tokens come from
   */
  public HarborRegistry(
      Exchange exchange,
      URI url,
      BasicCredentials principal,
      RobotNameTemplate names,
      SecureRandom random) {
    this.api =
        new HarborApi(exchange, url, principal, HarborAnswers.REFRESHING_NEEDS_AN_ADMINISTRATOR);
    this.directory = new RobotDirectory(api);
    this.proofs = new LoginProofs(api);
    this.principal = principal;
    this.names = names;
    this.tokens = new Tokens(random);
  }

  /** A read by which one sees whether Harbor is well again. */
  public static OutboundRequest probe(URI url) {
    return HarborApi.ping(url);
  }

  /** Without the prefix, so that one robot has one name however it was written. */
  @Override
  public String robotName(SecretId secret) {
    String name = names.nameFor(secret);
    return RobotName.parse(name).map(RobotName::unprefixed).orElse(name);
  }

  @Override
  public StepResult<Robot> look(SecretId secret, Attempt attempt) {
    String name = names.nameFor(secret);
    return RobotName.parse(name)
        .map(parsed -> look(parsed, attempt))
        .orElseGet(() -> StepResult.failed(RobotDirectory.missing(name)));
  }

  @Override
  public Secret choose() {
    return tokens.next();
  }

  @Override
  public StepResult<Confirmed> set(Robot robot, Secret token, Attempt attempt) {
    Exchanged exchanged = api.setSecret(robot.id(), token, attempt);
    return switch (HarborAnswers.ofSet(exchanged)) {
      case TAKEN -> StepResult.done(new Confirmed());
      case MADE_ITS_OWN -> StepResult.failed(OWN_TOKEN);
      case OTHER -> StepResult.failed(api.failure(exchanged, attempt, token));
    };
  }

  @Override
  public StepResult<Proof> prove(Robot robot, Secret token, Attempt attempt) {
    return proofs.prove(new Login(robot, token), attempt);
  }

  private StepResult<Robot> look(RobotName name, Attempt attempt) {
    if (name.isAccountOf(principal.username())) {
      return refused(
          Problem.CONFLICT,
          principal.username() + " is the account that rotates, which does not rotate itself");
    }
    return principalIsUser(attempt)
        .then(_ -> directory.find(name, attempt))
        .then(RobotAccount::usable);
  }

  /** Found out before anything is set, since a robot that may list robots gets as far as that. */
  private StepResult<Confirmed> principalIsUser(Attempt attempt) {
    Exchanged exchanged = api.principal(attempt);
    if (HarborAnswers.isRobot(exchanged)) {
      return refused(
          Problem.PERMISSION_DENIED,
          principal.username() + " is a robot, and " + HarborAnswers.ROBOT_NEVER_REFRESHES_ROBOT);
    }
    // Any other answer is no reason: what is wrong with the credentials, the robot's read tells.
    return switch (exchanged) {
      case Exchanged.Answered _ -> StepResult.done(new Confirmed());
      case Exchanged.Faulted _ -> StepResult.failed(api.failure(exchanged, attempt));
    };
  }

  private static <T> StepResult<T> refused(Problem problem, String detail) {
    return StepResult.refused(new DomainError(Peer.HARBOR, problem, DomainError.NO_STATUS, detail));
  }

  /** An alarm. What it made is not looked at: setting ours once more puts ours into force. */
  private static final Failure OWN_TOKEN =
      new Failure.LostReply(
          new DomainError(
              Peer.HARBOR,
              Problem.UNEXPECTED_RESPONSE,
              200,
              "Harbor made a token of its own instead of taking ours, which is set again"));
}

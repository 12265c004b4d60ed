package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.Exchanged;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A Harbor whose robots are replaced by new ones ({@code HARBOR_ROTATION=replace}). The principal
 * is a robot with the rights to create, read, list and delete robots (Harbor 2.12 and later) and
 * everything that the robots may do, or a user who administers them.
 *
 * <p>A wrong secret is answered after 1.5 s, so the exchange must wait for at least 3 s.
 */
public final class ReplacingHarborRegistry implements Registry.Replacing {
  private final HarborApi api;
  private final RobotDirectory directory;
  private final LoginProofs proofs;
  private final BasicCredentials principal;
  private final RobotNameTemplate names;

  /**
   * @param exchange with Harbor's origin as its peer; carries the principal's calls and the robots'
   * @param url {@code HARBOR_URL}: with or without a path before {@code /api/v2.0}, or that too
   * @param principal who looks robots up, makes and deletes them
   * @param names how a secret's robot is called
   */
  public ReplacingHarborRegistry(
      Exchange exchange, URI url, BasicCredentials principal, RobotNameTemplate names) {
    this.api = new HarborApi(exchange, url, principal, HarborAnswers.REPLACING_NEEDS_FOUR_RIGHTS);
    this.directory = new RobotDirectory(api);
    this.proofs = new LoginProofs(api);
    this.principal = principal;
    this.names = names;
  }

  /** Without the prefix, so that one robot has one name however it was written. */
  @Override
  public String robotName(SecretId secret) {
    String name = names.nameFor(secret);
    return RobotName.parse(name).map(RobotName::unprefixed).orElse(name);
  }

  @Override
  public StepResult<Original> look(SecretId secret, Attempt attempt) {
    return onSuccessors(secret, successors -> look(successors, attempt));
  }

  @Override
  public StepResult<Creation> create(Successor successor, Attempt attempt) {
    RobotName name = RobotName.parse(successor.name()).orElseThrow();
    String mark = new RobotMark(name.unprefixed(), successor.madeBy()).text();
    Exchanged exchanged =
        api.createRobot(new RobotDefinition(successor.definition()).robot(name, mark), attempt);
    return HarborAnswers.isNameTaken(exchanged)
        ? StepResult.done(new Creation.NameTaken())
        : CreatedRobot.of(exchanged)
            .filter(created -> name.mayBeShownAs(created.username()))
            .<StepResult<Creation>>map(
                created -> StepResult.done(new Creation.Made(created.credential())))
            .orElseGet(() -> StepResult.failed(api.failure(exchanged, attempt)));
  }

  @Override
  public Login login(Secret credential) {
    return CreatedRobot.of(credential).login();
  }

  @Override
  public StepResult<Proof> prove(Login login, Attempt attempt) {
    StepResult<Proof> proof = proofs.prove(login, attempt);
    boolean gone =
        proof instanceof StepResult.Failed<Proof>(Failure.Refused(DomainError error))
            && error.problem() == Problem.NOT_FOUND;
    return gone ? StepResult.done(Proof.DISPROVED) : proof;
  }

  @Override
  public StepResult<List<Marked>> marked(SecretId secret, Attempt attempt) {
    return onSuccessors(
        secret,
        successors ->
            directory
                .thoseNamedAfter(successors.base(), attempt)
                .map(robots ->
                    robots.stream().map(successors::successor).flatMap(Optional::stream).toList()));
  }

  @Override
  public StepResult<Confirmed> delete(Marked robot, Attempt attempt) {
    Exchanged exchanged = api.deleteRobot(robot.robot().id(), attempt);
    return HarborAnswers.ok(exchanged).isPresent() || HarborAnswers.isMissing(exchanged)
        ? StepResult.done(new Confirmed())
        : StepResult.failed(api.failure(exchanged, attempt));
  }

  private <T> StepResult<T> onSuccessors(SecretId secret, Function<Successors, StepResult<T>> use) {
    String name = names.nameFor(secret);
    return RobotName.parse(name)
        .map(Successors::new)
        .map(use)
        .orElseGet(() -> StepResult.failed(RobotDirectory.missing(name)));
  }

  private StepResult<Original> look(Successors successors, Attempt attempt) {
    if (successors.includeAccountOf(principal.username())) {
      return conflict(
          principal.username() + " is the account that rotates, which does not replace itself");
    }
    if (!successors.haveRoom()) {
      return conflict("the robot's name is too long for a number behind it");
    }
    return inForce(successors, attempt).then(robot -> original(robot.id(), attempt));
  }

  /** The last successor, or the robot that people made. */
  private StepResult<RobotAccount> inForce(Successors successors, Attempt attempt) {
    return directory
        .thoseNamedAfter(successors.base(), attempt)
        .then(robots ->
            robots.stream()
                .filter(robot -> successors.successor(robot).isPresent())
                .max(
                    Comparator.comparing(
                        robot -> successors.successor(robot).map(Marked::number).orElse(0L)))
                .map(StepResult::done)
                .orElseGet(() -> base(successors.base(), attempt)));
  }

  /** A robot that was made in another's stead is that one's, however it is called. */
  private StepResult<RobotAccount> base(RobotName name, Attempt attempt) {
    return directory
        .find(name, attempt)
        .then(robot ->
            RobotMark.parse(robot.description()).isPresent()
                ? conflict("robot " + robot.shownName() + " was made in another robot's stead")
                : StepResult.done(robot));
  }

  /** Read by its number, which takes the one right more that is needed when an answer is lost. */
  private StepResult<Original> original(long id, Attempt attempt) {
    Exchanged exchanged = api.robot(id, attempt);
    return RobotAccount.one(exchanged)
        .filter(robot -> robot.definition().isComplete())
        .map(robot -> robot.usable().map(usable -> new Original(usable, robot.definition().text())))
        .orElseGet(() -> StepResult.failed(api.failure(exchanged, attempt)));
  }

  private static <T> StepResult<T> conflict(String detail) {
    return StepResult.refused(
        new DomainError(Peer.HARBOR, Problem.CONFLICT, DomainError.NO_STATUS, detail));
  }
}

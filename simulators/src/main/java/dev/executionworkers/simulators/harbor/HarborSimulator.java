package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.SimulatedServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A Harbor with an administrator ({@link #ADMIN}, {@link #ADMIN_PASSWORD}), a public project {@code
 * library} and whatever robots a test gives it. Its setters return it, take effect at once and may
 * be called while it serves; every method may be called on any thread.
 *
 * <p>Robots are named as Harbor shows them, {@code robot$ci} or {@code robot$project+ci}; the
 * prefix may be left out.
 */
public final class HarborSimulator implements AutoCloseable {

  public static final String ADMIN = "admin";
  public static final String ADMIN_PASSWORD = "Harbor12345";

  private final HarborCore core = new HarborCore();
  private final HarborState state = core.state();
  private final Conditions conditions = core.conditions();
  private final SimulatedServer server;

  private HarborSimulator(int port) {
    state.addProject("library", true);
    state.save(new User(1, ADMIN, ADMIN_PASSWORD, true, Map.of()));
    server = SimulatedServer.start("harbor", port, core::handle);
    server.publishState(this::publishedState);
  }

  /** Starts on a free port. */
  public static HarborSimulator start() {
    return start(0);
  }

  /** Starts on that port. */
  public static HarborSimulator start(int port) {
    return new HarborSimulator(port);
  }

  /** What it listens with: its faults and what it received. */
  public SimulatedServer server() {
    return server;
  }

  /** {@code HARBOR_URL}, without a slash at the end. */
  public URI uri() {
    return server.baseUri();
  }

  // ---- who and what is there -------------------------------------------------------------------

  /** A private project. */
  public HarborSimulator project(String name) {
    return change(() -> state.addProject(name, false));
  }

  /** A user who administers that project, which is made if it is not there. */
  public HarborSimulator projectAdmin(String user, String password, String project) {
    return member(user, password, project, ProjectRole.PROJECT_ADMIN);
  }

  /** A user who maintains that project: sees its robots, changes none. */
  public HarborSimulator maintainer(String user, String password, String project) {
    return member(user, password, project, ProjectRole.MAINTAINER);
  }

  /** A user's new password. */
  public HarborSimulator password(String user, String password) {
    return change(() ->
        state
            .user(user)
            .map(u -> new User(u.id(), u.name(), password, u.systemAdmin(), u.roles()))
            .ifPresent(state::save));
  }

  /** A system robot with that secret that may pull everywhere and lives for ever. */
  public HarborSimulator robot(String name, String secret) {
    return robot(RobotSetup.system(name).secret(secret).mayInProject("*", "repository", "pull"));
  }

  /** A robot that the administrator made. */
  public HarborSimulator robot(RobotSetup setup) {
    return change(() -> state.save(setup.stored(state)));
  }

  /** Switches a robot off or on. */
  public HarborSimulator disable(String robot, boolean disabled) {
    return onRobot(
        robot, it -> it.with(it.settings().withDisabled(disabled), it.permissions(), state.now()));
  }

  /** Lets a robot have expired a second ago. */
  public HarborSimulator expire(String robot) {
    return onRobot(
        robot,
        it ->
            it.with(
                it.settings().withExpiresAt(state.now().minusSeconds(1)),
                it.permissions(),
                state.now()));
  }

  /** Sets a robot's secret behind everybody's back, as another administrator would. */
  public HarborSimulator overwriteSecret(String robot, String secret) {
    return onRobot(robot, it -> it.withSecret(secret, state.now()));
  }

  /** Deletes a robot, as another administrator would. */
  public HarborSimulator delete(String robot) {
    return change(() -> state.delete(existing(robot)));
  }

  // ---- how it is -------------------------------------------------------------------------------

  /** Refuses every write with 403 {@code DENIED}. */
  public HarborSimulator readOnly(boolean on) {
    conditions.readOnly(on);
    return this;
  }

  /** 401 for every credential, 500 for every write, while ping and systeminfo answer 200. */
  public HarborSimulator databaseDown(boolean down) {
    conditions.databaseDown(down);
    return this;
  }

  /** The next change of a secret is answered 200 but does not take, as under a concurrent PUT. */
  public HarborSimulator loseNextSecretChange() {
    return loseNextSecretChanges(1);
  }

  /** As many more changes of a secret are answered 200 but do not take. */
  public HarborSimulator loseNextSecretChanges(int times) {
    conditions.loseSecretChanges(times);
    return this;
  }

  /**
   * What a wrong secret costs its caller; a user (no robot) is locked out as long. The default is
   * zero, so that tests do not wait; the real one takes 1.5 s.
   */
  public HarborSimulator wrongSecretDelay(Duration delay) {
    conditions.loginPenalty(delay);
    return this;
  }

  /**
   * What stands before every robot's name, in answers and logins alike; {@code robot$} at first.
   */
  public HarborSimulator robotNamePrefix(String prefix) {
    return change(() -> state.robotPrefix(prefix));
  }

  /** Where times come from. */
  public HarborSimulator clock(InstantSource clock) {
    return change(() -> state.clock(clock));
  }

  // ---- what tests ask --------------------------------------------------------------------------

  public boolean exists(String robot) {
    return locked(() -> find(robot).isPresent());
  }

  /** The number Harbor addresses the robot by. */
  public long idOf(String robot) {
    return locked(() -> existing(robot).id());
  }

  /** The secret in force. */
  public String secretOf(String robot) {
    return locked(() -> existing(robot).secret());
  }

  /** Every secret that was ever in force, oldest first; one set again at once stands once. */
  public List<String> secretsOf(String robot) {
    return locked(() -> existing(robot).secrets());
  }

  /** How often the secret in force became another one. */
  public int secretChangesOf(String robot) {
    return secretsOf(robot).size() - 1;
  }

  /** Every secret that a PATCH was told is set, oldest first: repeated and lost ones too. */
  public List<String> secretWritesTo(String robot) {
    return locked(() -> state.secretWrites(existing(robot)));
  }

  /** When the robot was last written: any PATCH or PUT moves it. */
  public Instant updateTimeOf(String robot) {
    return locked(() -> existing(robot).provenance().updated());
  }

  /** Whether a login by that very name, prefix and all, succeeds now. */
  public boolean acceptsLogin(String robot, String secret) {
    return locked(() ->
        !conditions.databaseDown()
            && state
                .robotByShownName(robot)
                .filter(it -> it.accepts(secret, state.now()))
                .isPresent());
  }

  /** All robots' names as Harbor shows them, sorted. */
  public List<String> robotNames() {
    return locked(() -> state.robots(any -> true).stream().map(state::shownName).toList());
  }

  /** What the audit log has, oldest first. */
  public List<AuditEntry> audit() {
    return locked(state::audit);
  }

  @Override
  public void close() {
    server.close();
  }

  private HarborSimulator member(String user, String password, String project, ProjectRole role) {
    return change(() -> {
      state.addProject(project, false);
      var roles = new HashMap<>(state.user(user).map(User::roles).orElse(Map.of()));
      roles.put(project, role);
      long id = state.user(user).map(User::id).orElse(state.userCount() + 1L);
      state.save(new User(id, user, password, false, roles));
    });
  }

  private HarborSimulator onRobot(String name, UnaryOperator<StoredRobot> change) {
    return change(() -> state.save(change.apply(existing(name))));
  }

  private StoredRobot existing(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("there is no robot " + name));
  }

  private Optional<StoredRobot> find(String name) {
    return state
        .robotByShownName(name)
        .or(() -> state.robotByShownName(state.robotPrefix() + name));
  }

  private Object publishedState() {
    return locked(() ->
        state.robots(any -> true).stream()
            .map(it -> RobotJson.created(it, state.shownName(it)))
            .toList());
  }

  private HarborSimulator change(Runnable change) {
    locked(() -> {
      change.run();
      return true;
    });
    return this;
  }

  private <T> T locked(Supplier<T> work) {
    return core.locked(work);
  }
}

package dev.executionworkers.acceptance.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hears of every transition of the journals of services that run with its {@link #javaOptions}, and
 * keeps executions where it was told to. Safe for many threads.
 *
 * <p>Executions are told apart by their subjects, none of which may be part of another.
 */
final class Gatekeeper implements AutoCloseable {
  private static final Pattern EXECUTION =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** No transition at all. */
  static final int NOWHERE = -1;

  private final ServerSocket server;
  private final Path agent;
  private final Map<String, Integer> stops = new HashMap<>();
  private final Map<String, List<Transition>> passed = new HashMap<>();
  private final Map<String, Transition> kept = new HashMap<>();
  private final Map<String, String> subjects = new HashMap<>();
  private long openings;

  private Gatekeeper(ServerSocket server, Path agent) {
    this.server = server;
    this.agent = agent;
    Thread.ofVirtual().name("gatekeeper").start(this::accept);
  }

  /** Listens on a port of this machine. */
  static Gatekeeper start() {
    try {
      Path agent = AgentJar.make();
      return new Gatekeeper(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()), agent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a service needs in {@code JAVA_OPTS} to be kept. An agent makes the JVM refuse its AOT
   * cache; the quick compiler alone makes up for that in a process that lives for seconds.
   */
  String javaOptions() {
    return "-javaagent:" + agent + "=" + server.getLocalPort() + " -XX:TieredStopAtLevel=1";
  }

  /**
   * Notes from now on what this subject's executions pass.
   *
   * @param stop the transition where they are kept, counted from 0 and from now on
   */
  synchronized void watch(String subject, int stop) {
    stops.put(subject, stop);
    passed.put(subject, new ArrayList<>());
    kept.remove(subject);
  }

  /** What this subject's executions have passed since they are watched. */
  synchronized List<Transition> passed(String subject) {
    return List.copyOf(passed.getOrDefault(subject, List.of()));
  }

  /** Where this subject's execution is kept, if it is. */
  synchronized Optional<Transition> keptAt(String subject) {
    return Optional.ofNullable(kept.get(subject));
  }

  /** Lets everybody go on who is kept, dead or alive, and keeps nobody until told to. */
  synchronized void open() {
    stops.replaceAll((_, _) -> NOWHERE);
    kept.clear();
    openings++;
    notifyAll();
  }

  @Override
  public void close() {
    open();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket passage = server.accept();
        Thread.ofVirtual().start(() -> serve(passage));
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** The end of the connection lets whoever passes go on. */
  private void serve(Socket passage) {
    try (passage;
        var in =
            new BufferedReader(
                new InputStreamReader(passage.getInputStream(), StandardCharsets.UTF_8))) {
      String line = in.readLine();
      if (line != null) {
        pass(line.split("\t", -1));
      }
    } catch (IOException killed) {
      return;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void pass(String[] line) throws InterruptedException {
    Transition transition = new Transition(line[0], line[1], line[2]);
    Optional<String> subject = subjectOf(line[3], line[4]);
    List<Transition> before = subject.map(passed::get).orElse(null);
    if (subject.isEmpty() || before == null) {
      return;
    }
    before.add(transition);
    if (stops.getOrDefault(subject.get(), NOWHERE) == before.size() - 1) {
      kept.put(subject.get(), transition);
      notifyAll();
      long opening = openings;
      while (opening == openings) {
        wait();
      }
    }
  }

  /** A claim names the subject, and its answer the execution; all else names the execution. */
  private Optional<String> subjectOf(String about, String result) {
    Optional<String> named = stops.keySet().stream().filter(about::contains).findFirst();
    Matcher execution = EXECUTION.matcher(named.isPresent() ? result : about);
    if (!execution.find()) {
      return named;
    }
    if (named.isPresent()) {
      subjects.put(execution.group(), named.get());
    }
    return Optional.ofNullable(subjects.get(execution.group()));
  }
}

package dev.executionworkers.simulators.wire;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Serves one client connection, request after request. For one thread. */
final class Connection {

  /** What all connections of a server share. */
  record Site(
      Handler handler,
      FaultPlan faults,
      Recording recording,
      ControlApi control,
      CountDownLatch down) {

    /** Waits so long at most; true as soon as the server is down. */
    boolean isDownWithin(Duration pause) throws InterruptedException {
      return down.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private final Socket socket;
  private final Site site;
  private final RequestReader reader;
  private final ReplyWriter writer;

  Connection(long number, Socket socket, Site site) throws IOException {
    this.socket = socket;
    this.site = site;
    this.reader = new RequestReader(number, socket.getInputStream(), socket.getOutputStream());
    this.writer = new ReplyWriter(socket.getOutputStream());
  }

  /** Returns when the connection is to be closed. */
  void run() throws IOException, InterruptedException {
    try {
      Optional<Received> request = reader.next();
      while (request.isPresent() && serve(request.get())) {
        request = reader.next();
      }
    } catch (MalformedRequest malformed) {
      writer.write(Reply.text(400, "malformed: " + malformed.getMessage()), false, false);
    }
  }

  /** Returns whether the connection goes on. */
  private boolean serve(Received request) throws IOException, InterruptedException {
    if (site.control.owns(request)) {
      return send(request, site.control.handle(request));
    }
    Recording.Entry entry = site.recording.add(request);
    Optional<Fault> fault = site.faults.take(request);
    fault.ifPresent(entry::suffers);
    return apply(fault.orElse(new Fault.Proceed()), request, entry);
  }

  private boolean apply(Fault fault, Received request, Recording.Entry entry)
      throws IOException, InterruptedException {
    return switch (fault) {
      case Fault.Proceed() -> send(request, effect(request, entry));
      case Fault.Answer(Reply reply) -> send(request, entry.answered(reply));
      case Fault.Delay(Duration pause, Fault then) -> pause(pause) && apply(then, request, entry);
      case Fault.Hang() -> hang();
      case Fault.ResetBefore() -> reset();
      case Fault.CloseBefore() -> false;
      case Fault.EffectThenReset() -> effectOf(request, entry) && reset();
      case Fault.EffectThenClose() -> !effectOf(request, entry);
      case Fault.EffectThenHang() -> effectOf(request, entry) && hang();
      case Fault.EffectThenDelay(Duration pause) -> answerLate(request, entry, pause);
      case Fault.EffectThenAnswer(Reply reply) ->
          effectOf(request, entry) && send(request, entry.answered(reply));
      case Fault.HalfAnswer() -> answerHalf(request, entry);
      case Fault.Garbage(byte[] bytes) -> garbage(bytes);
      case Fault.Drip drip -> drip(drip);
      case Fault.HugeBody(long bytes) -> huge(bytes);
    };
  }

  private Reply effect(Received request, Recording.Entry entry) {
    try {
      return entry.answered(site.handler.handle(request));
    } catch (RuntimeException bug) {
      var trace = new StringWriter();
      bug.printStackTrace(new PrintWriter(trace));
      return entry.answered(Reply.text(500, "the simulator itself failed: " + trace));
    }
  }

  /** Always true, so that what follows the effect reads on after it. */
  private boolean effectOf(Received request, Recording.Entry entry) {
    effect(request, entry);
    return true;
  }

  private boolean send(Received request, Reply reply) throws IOException {
    writer.write(reply, request.method().equals("HEAD"), reader.keepAlive());
    return reader.keepAlive();
  }

  private boolean answerLate(Received request, Recording.Entry entry, Duration pause)
      throws IOException, InterruptedException {
    Reply reply = effect(request, entry);
    return pause(pause) && send(request, reply);
  }

  private boolean answerHalf(Received request, Recording.Entry entry) throws IOException {
    writer.writeHalf(effect(request, entry), request.method().equals("HEAD"));
    return false;
  }

  /** False when the server went down meanwhile. */
  private boolean pause(Duration pause) throws InterruptedException {
    return !site.isDownWithin(pause);
  }

  private boolean hang() throws IOException {
    reader.drain();
    return false;
  }

  private boolean reset() {
    SimulatedServer.reset(socket);
    return false;
  }

  private boolean garbage(byte[] bytes) throws IOException {
    writer.writeRaw(bytes);
    return false;
  }

  private boolean drip(Fault.Drip drip) throws IOException, InterruptedException {
    writer.startDrip();
    do {
      writer.drip(drip.bytes());
    } while (pause(drip.interval()));
    return false;
  }

  private boolean huge(long bytes) throws IOException {
    writer.huge(bytes);
    return true;
  }
}

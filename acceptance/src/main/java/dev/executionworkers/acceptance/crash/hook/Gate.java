package dev.executionworkers.acceptance.crash.hook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where every change of the journal passes, inside the service. Each passage is one connection to
 * the test: one line that says where it is, and one line, or the end of the connection, when it may
 * go on. If nobody listens, nobody is kept. Called by code that {@link KillHook} has put there.
 */
public final class Gate {
  private static volatile int port;

  private Gate() {}

  static void open(int testsPort) {
    port = testsPort;
  }

  /** The journal is about to be changed. */
  public static void before(String method, Object about, @Nullable Object detail) {
    pass("before", method, about, detail, null);
  }

  /** The journal has been changed. */
  public static void after(
      @Nullable Object result, String method, Object about, @Nullable Object detail) {
    pass("after", method, about, detail, result);
  }

  private static void pass(
      String place, String method, Object about, @Nullable Object detail, @Nullable Object result) {
    String step = detail instanceof String text ? text : "";
    String line = String.join("\t", place, method, step, flat(about), flat(result)) + "\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        var answer =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
      String _ = answer.readLine();
    } catch (IOException nobodyListens) {
      return;
    }
  }

  private static String flat(@Nullable Object value) {
    return value == null ? "" : value.toString().replaceAll("[\t\r\n]", " ");
  }
}

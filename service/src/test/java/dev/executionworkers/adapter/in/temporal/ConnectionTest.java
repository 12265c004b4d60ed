package dev.executionworkers.adapter.in.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import dev.executionworkers.adapter.in.temporal.TemporalConfig.ClientFiles;
import dev.executionworkers.adapter.in.temporal.TemporalConfig.Tls;
import dev.executionworkers.adapter.out.exchange.TlsTrust;
import dev.executionworkers.simulators.temporal.SecureDoor;
import dev.executionworkers.simulators.temporal.TemporalServer;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
  /** Only a bug asks as often: each time it waits for the next connection. */
  private static final int MOST_CALLS = 60;

  @TempDir Path folder;

  @Test
  void aRenewedCertificateIsUsedFromTheNextConnectionOn() throws Exception {
    Certificates theirs = Certificates.make(folder, "temporal");
    Certificates renewed = Certificates.make(folder, "renewed");
    Certificates inUse = Certificates.make(folder, "worker");
    try (TemporalServer server = TemporalServer.start();
        SecureDoor door =
            SecureDoor.forCertificate(
                server, theirs.certificate(), theirs.key(), renewed.certificate());
        Connection connection =
            new Connection(config(door.target(), theirs, inUse), new EagerReader())) {
      assertThat(answers(connection)).isFalse();

      replace(inUse.certificate(), renewed.certificate());
      replace(inUse.key(), renewed.key());

      int calls = 0;
      while (!answers(connection)) {
        assertThat(++calls).isLessThan(MOST_CALLS);
      }
    }
  }

  private static TemporalConfig config(String target, Certificates theirs, Certificates ours)
      throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(theirs.certificate())) {
      TlsTrust trust = TlsTrust.systemAnd(TlsTrust.readPem(in));
      var files = new ClientFiles(ours.certificate(), ours.key());
      return new TemporalConfig(
          target,
          "default",
          "execution-workers",
          Optional.of(new Tls(trust.trustManager(), Optional.empty(), Optional.of(files))),
          Optional.empty(),
          1,
          1);
    }
  }

  /**
   * Waits no longer than for the deadline and a little: once a call whose connection was given up
   * at that moment was neither answered nor ended by its deadline.
   */
  private static boolean answers(Connection connection) throws Exception {
    ListenableFuture<GetSystemInfoResponse> answer =
        connection
            .stubs()
            .futureStub()
            .withWaitForReady()
            .withDeadlineAfter(2, TimeUnit.SECONDS)
            .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
    try {
      answer.get(5, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException refused) {
      answer.cancel(true);
      return false;
    }
  }

  /** Does every few milliseconds what shall be done every minute. */
  private static final class EagerReader extends ScheduledThreadPoolExecutor {
    EagerReader() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable task, long first, long between, TimeUnit unit) {
      return super.scheduleWithFixedDelay(task, 0, 10, TimeUnit.MILLISECONDS);
    }
  }

  private static void replace(Path file, Path by) throws IOException {
    Path next = Files.copy(by, file.resolveSibling(file.getFileName() + ".next"));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}

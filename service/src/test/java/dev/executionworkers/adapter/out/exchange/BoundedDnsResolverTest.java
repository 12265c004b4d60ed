package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedDnsResolverTest {
  private static final InetAddress[] ADDRESSES = {InetAddress.ofLiteral("192.0.2.1")};

  @Test
  void handsOnWhatTheSystemFinds() throws Exception {
    var resolver = new BoundedDnsResolver(Exchanges.PATIENT, host -> ADDRESSES);
    assertThat(resolver.resolve("peer")).isEqualTo(ADDRESSES);
  }

  @Test
  void asksNobodyAboutAnAddress() throws Exception {
    var resolver = new BoundedDnsResolver(Exchanges.PATIENT, BoundedDnsResolverTest::unknown);
    assertThat(resolver.resolve("192.0.2.1")).isEqualTo(ADDRESSES);
    assertThat(resolver.resolve("2001:db8::1"))
        .containsExactly(InetAddress.ofLiteral("2001:db8::1"));
  }

  @Test
  void knowsNoHostThatTheSystemDoesNotKnow() {
    var resolver = new BoundedDnsResolver(Exchanges.PATIENT, BoundedDnsResolverTest::unknown);
    assertThatThrownBy(() -> resolver.resolve("peer")).isInstanceOf(UnknownHostException.class);
  }

  @Test
  void doesNotWaitForASystemThatHangsAndAsksItOnlyOnce() throws Exception {
    var answers = new CountDownLatch(1);
    var asking = new CountDownLatch(1);
    var asked = new AtomicInteger();
    var resolver =
        new BoundedDnsResolver(
            Duration.ofMillis(20),
            host -> {
              asked.incrementAndGet();
              asking.countDown();
              return afterwards(answers);
            });

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> resolver.resolve("peer")).isInstanceOf(UnknownHostException.class);
    }
    assertThat(asking.await(1, TimeUnit.MINUTES)).isTrue();
    answers.countDown();

    assertThat(asked).hasValue(1);
  }

  @Test
  void asksAgainAfterAFailure() throws Exception {
    var asked = new AtomicInteger();
    var resolver =
        new BoundedDnsResolver(
            Exchanges.PATIENT, host -> asked.incrementAndGet() == 1 ? unknown(host) : ADDRESSES);

    assertThatThrownBy(() -> resolver.resolve("peer")).isInstanceOf(UnknownHostException.class);
    assertThat(resolver.resolve("peer")).isEqualTo(ADDRESSES);
  }

  private static InetAddress[] unknown(String host) throws UnknownHostException {
    throw new UnknownHostException(host);
  }

  private static InetAddress[] afterwards(CountDownLatch answers) {
    try {
      answers.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return ADDRESSES;
  }
}

package dev.executionworkers.adapter.out.exchange;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * Takes an answer's head only when all of it came (RFC 9112, section 8).
 *
 * <p>The client's parser (HttpCore 5.4) takes the end of the connection for the end of the head: of
 * a peer that died within {@code HTTP/1.1 202 Accepted} it makes a success without a body. It looks
 * for more only while the head is incomplete, so an end that it came upon is one within the head.
 */
final class WholeHeadParser implements HttpMessageParser<ClassicHttpResponse> {
  private final HttpMessageParser<ClassicHttpResponse> parser;

  WholeHeadParser(HttpMessageParser<ClassicHttpResponse> parser) {
    this.parser = parser;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ConnectionClosedException when the connection ended within the head
   */
  @Override
  public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream stream)
      throws IOException, HttpException {
    WatchedStream watched = new WatchedStream(stream);
    ClassicHttpResponse response = parser.parse(buffer, watched);
    if (watched.ended) {
      throw new ConnectionClosedException("the connection ended within the answer's head");
    }
    return response;
  }

  /** Remembers whether its end was read. */
  private static final class WatchedStream extends FilterInputStream {
    private boolean ended;

    WatchedStream(InputStream stream) {
      super(stream);
    }

    @Override
    public int read() throws IOException {
      return watched(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return watched(super.read(bytes, offset, length));
    }

    private int watched(int read) {
      ended |= read < 0;
      return read;
    }
  }
}

package dev.executionworkers.acceptance;

import java.util.List;

/** Whoever asks the service for operations, by one of its entrances. Safe for many threads. */
public interface Engine extends AutoCloseable {

  /**
   * Asks until it is done or refused for good, or gives up.
   *
   * @param path the operation's path, whatever the entrance
   * @param pauseScale what the pauses between the attempts are multiplied by
   */
  Conversation ask(String path, String json, double pauseScale);

  /** The same request so many times at once. */
  List<Answer> postAtOnce(int times, String path, String json);

  /** How a request for this operation reads. */
  String reads(String path);

  /** Gives up what is under way. */
  @Override
  void close();
}

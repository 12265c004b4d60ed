package dev.executionworkers.adapter.out.journal.seal;

/** One key of the journal. Never shows its bytes. */
final class JournalKey {
  /** AES-256. */
  static final int BYTES = 32;

  private final String id;
  private final byte[] bytes;

  JournalKey(String id, byte[] bytes) {
    this.id = id;
    this.bytes = bytes.clone();
  }

  String id() {
    return id;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "JournalKey[" + id + "]";
  }
}

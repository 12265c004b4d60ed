package dev.executionworkers.acceptance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The length-delimited fields of one protobuf message (protobuf.dev, "Encoding"); the other wire
 * types are stepped over.
 */
final class ProtobufMessage {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private final byte[] bytes;
  private final List<Field> fields = new ArrayList<>();
  private int position;

  ProtobufMessage(byte[] bytes) {
    this.bytes = bytes;
    while (position < bytes.length) {
      readField();
    }
  }

  /** The fields of that number, each a message itself. */
  Stream<ProtobufMessage> messages(int number) {
    return fields.stream().filter(field -> field.number == number).map(this::message);
  }

  /** The first field of that number; empty when there is none. */
  byte[] bytes(int number) {
    return fields.stream()
        .filter(field -> field.number == number)
        .findFirst()
        .map(this::content)
        .orElseGet(() -> new byte[0]);
  }

  private ProtobufMessage message(Field field) {
    return new ProtobufMessage(content(field));
  }

  private byte[] content(Field field) {
    return Arrays.copyOfRange(bytes, field.from, field.to);
  }

  private void readField() {
    long tag = varint();
    switch ((int) (tag & 7)) {
      case VARINT -> varint();
      case FIXED_64 -> position += 8;
      case DELIMITED -> {
        int length = (int) varint();
        fields.add(new Field((int) (tag >>> 3), position, position + length));
        position += length;
      }
      case FIXED_32 -> position += 4;
      default -> throw new IllegalArgumentException("no protobuf: wire type " + (tag & 7));
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[position++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private record Field(int number, int from, int to) {}
}

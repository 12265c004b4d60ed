package dev.executionworkers.simulators.temporal;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.EncodingKeys;
import io.temporal.common.converter.RawValue;

/** JSON as every SDK's default converter writes it. */
final class JsonPayload {
  private JsonPayload() {}

  static RawValue of(String json) {
    return new RawValue(payload(json));
  }

  static Payload payload(String json) {
    return Payload.newBuilder()
        .putMetadata(EncodingKeys.METADATA_ENCODING_KEY, ByteString.copyFromUtf8("json/plain"))
        .setData(ByteString.copyFromUtf8(json))
        .build();
  }

  static String text(RawValue value) {
    return value.getPayload().getData().toStringUtf8();
  }
}

package dev.executionworkers.adapter.in.temporal;

import com.google.protobuf.ByteString;
import dev.executionworkers.domain.outcome.PlainText;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.EncodingKeys;
import io.temporal.common.converter.RawValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON as Temporal carries it: every SDK's default for structures is {@code json/plain}. */
final class Payloads {
  /** The same as a request's over HTTP. */
  static final int MAX_BYTES = 64 * 1024;

  private static final String JSON = "json/plain";
  private static final ByteString JSON_ENCODING = ByteString.copyFromUtf8(JSON);

  private Payloads() {}

  static RawValue json(String text) {
    return new RawValue(
        Payload.newBuilder()
            .putMetadata(EncodingKeys.METADATA_ENCODING_KEY, JSON_ENCODING)
            .setData(ByteString.copyFromUtf8(text))
            .build());
  }

  /** What is wrong with an activity's argument before it is read; empty when it can be. */
  static Optional<String> unreadable(@Nullable RawValue input) {
    if (input == null) {
      return Optional.of("the activity takes one argument");
    }
    Payload payload = input.getPayload();
    ByteString encoding =
        payload.getMetadataOrDefault(EncodingKeys.METADATA_ENCODING_KEY, ByteString.EMPTY);
    if (!encoding.equals(JSON_ENCODING)) {
      return Optional.of(
          "the argument's encoding must be "
              + JSON
              + " and is "
              + PlainText.of(encoding.toStringUtf8()));
    }
    return payload.getData().size() > MAX_BYTES
        ? Optional.of("the argument has more than " + MAX_BYTES + " bytes")
        : Optional.empty();
  }

  static byte[] bytes(RawValue input) {
    return input.getPayload().getData().toByteArray();
  }
}

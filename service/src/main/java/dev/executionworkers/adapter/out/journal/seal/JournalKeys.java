package dev.executionworkers.adapter.out.journal.seal;

import dev.executionworkers.adapter.out.journal.JournalStartException;
import dev.executionworkers.domain.command.Secret;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys that secrets are sealed with: any of them opens, the first one seals. Immutable.
 *
 * <p>In text: {@code id:base64} with 32 bytes each, one a line or parted by commas, the primary
 * first; a single key without an id is called {@value #ONLY}. To change keys, add the new one after
 * the old everywhere, then put it first everywhere, then drop the old one once nothing is sealed
 * with it any more.
 */
public final class JournalKeys {
  /** The id of a key that came without one. */
  static final String ONLY = "1";

  private static final Pattern SEPARATOR = Pattern.compile("[,\\r\\n]+");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final List<JournalKey> keys;

  JournalKeys(List<JournalKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads keys.
   *
   * @param source names where the text comes from, for messages
   * @throws JournalStartException when it holds no keys, or one that is none; never quotes them
   */
  public static JournalKeys parse(String source, Secret text) {
    List<JournalKey> keys = new ArrayList<>();
    for (String part : SEPARATOR.split(text.reveal().strip(), -1)) {
      if (!part.isBlank()) {
        add(source, keys, key(source, keys.size() + 1, part.strip()));
      }
    }
    if (keys.isEmpty()) {
      throw new JournalStartException(source + " holds no key");
    }
    return new JournalKeys(keys);
  }

  private static void add(String source, List<JournalKey> keys, JournalKey key) {
    if (keys.stream().anyMatch(other -> other.id().equals(key.id()))) {
      throw new JournalStartException(source + " holds two keys with the id '" + key.id() + "'");
    }
    keys.add(key);
  }

  private static JournalKey key(String source, int position, String part) {
    int colon = part.indexOf(':');
    String id = colon < 0 ? ONLY : part.substring(0, colon);
    String which = source + ", key " + position;
    if (!ID.matcher(id).matches()) {
      throw new JournalStartException(
          which + ": its id must be 1 to 64 letters, digits, '.', '_' and '-'");
    }
    byte[] bytes = decode(which, part.substring(colon + 1));
    if (bytes.length != JournalKey.BYTES) {
      throw new JournalStartException(
          which + ": it must be " + JournalKey.BYTES + " bytes in base64, not " + bytes.length);
    }
    return new JournalKey(id, bytes);
  }

  private static byte[] decode(String which, String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException quotesItsInput) {
      throw new JournalStartException(which + ": it is not base64");
    }
  }

  JournalKey primary() {
    return keys.getFirst();
  }

  Optional<JournalKey> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  @Override
  public String toString() {
    return keys.toString();
  }
}

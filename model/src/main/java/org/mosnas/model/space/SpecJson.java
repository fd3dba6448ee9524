package org.mosnas.model.space;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.StrictJson;

/** The JSON form of subnets: kebab-case keys in a fixed order, no white space. */
public final class SpecJson {
  private static final int ID_DIGITS = 12;

  private SpecJson() {}

  /** The canonical text: equal specs give equal text, different specs different text. */
  public static String canonical(SubnetSpec spec) {
    return spec.toJson().toString();
  }

  /** First 12 hexadecimal digits of the SHA-256 of the canonical text. */
  public static String id(SubnetSpec spec) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(canonical(spec).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /**
   * The tree in a text that is to hold a subnet.
   *
   * @param source where the text is from, for messages
   * @throws BadDataException if the text is not JSON
   */
  public static JsonNode tree(String text, String source) {
    try {
      return StrictJson.parse(text);
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          source + ": not a JSON document: " + StrictJson.problem(e) + "; expected a subnet", e);
    }
  }
}

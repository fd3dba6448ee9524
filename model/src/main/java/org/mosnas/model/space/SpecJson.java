package org.mosnas.model.space;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.StrictJson;

/** The JSON form of a subnet: kebab-case keys in a fixed order, no white space. */
public final class SpecJson {
  private static final int ID_DIGITS = 12;

  private SpecJson() {}

  /** The canonical text: equal specs give equal text, different specs different text. */
  public static String canonical(SubnetSpec spec) {
    return node(spec).toString();
  }

  /** As {@link #canonical}, as a tree to be put into a larger document. */
  public static ObjectNode node(SubnetSpec spec) {
    TranslationSpec translation = (TranslationSpec) spec;
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("kind", "translation");
    root.put("encoder-embed", translation.encoderEmbed());
    root.put("decoder-embed", translation.decoderEmbed());
    ArrayNode encoder = root.putArray("encoder");
    for (EncoderLayerSpec layer : translation.encoder()) {
      encoder.addObject().put("ffn", layer.ffn()).put("heads", layer.heads());
    }
    ArrayNode decoder = root.putArray("decoder");
    for (DecoderLayerSpec layer : translation.decoder()) {
      decoder
          .addObject()
          .put("ffn", layer.ffn())
          .put("self-heads", layer.selfHeads())
          .put("cross-heads", layer.crossHeads())
          .put("attended-layers", layer.attendedLayers());
    }
    return root;
  }

  /**
   * Reads what {@link #canonical} wrote; white space and the order of keys do not matter.
   *
   * @param source where the text is from, for messages
   * @throws BadDataException if the text is not JSON, or a key is missing, unknown or has a wrong
   *     value
   */
  public static TranslationSpec parse(String text, String source) {
    try {
      return new SpecJsonReader(source).translation(StrictJson.parse(text));
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          source + ": not a JSON document: " + StrictJson.problem(e) + "; expected a subnet", e);
    }
  }

  /** As {@link #parse}, from a tree that is part of a larger document. */
  public static TranslationSpec read(JsonNode node, String source) {
    return new SpecJsonReader(source).translation(node);
  }

  /** First 12 hexadecimal digits of the SHA-256 of the canonical text. */
  static String id(SubnetSpec spec) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(canonical(spec).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}

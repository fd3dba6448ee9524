package org.mosnas.model.family.translation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import org.mosnas.model.error.BadDataException;

/** The JSON form of a subnet; its reader names the place of what is wrong. */
public final class TranslationJson {
  private static final String KIND = "translation";
  private static final Set<String> ROOT_KEYS =
      Set.of("kind", "encoder-embed", "decoder-embed", "encoder", "decoder");
  private static final Set<String> ENCODER_KEYS = Set.of("ffn", "heads");
  private static final Set<String> DECODER_KEYS =
      Set.of("ffn", "self-heads", "cross-heads", "attended-layers");

  private final String source;

  private TranslationJson(String source) {
    this.source = source;
  }

  static ObjectNode write(TranslationSpec spec) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("kind", KIND);
    root.put("encoder-embed", spec.encoderEmbed());
    root.put("decoder-embed", spec.decoderEmbed());
    ArrayNode encoder = root.putArray("encoder");
    for (EncoderLayerSpec layer : spec.encoder()) {
      encoder.addObject().put("ffn", layer.ffn()).put("heads", layer.heads());
    }
    ArrayNode decoder = root.putArray("decoder");
    for (DecoderLayerSpec layer : spec.decoder()) {
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
   * Reads what {@link TranslationSpec#toJson} wrote.
   *
   * @param source where it is from, for messages
   * @throws BadDataException if a key is missing, unknown or has a wrong value
   */
  public static TranslationSpec read(JsonNode root, String source) {
    return new TranslationJson(source).translation(root);
  }

  private TranslationSpec translation(JsonNode root) {
    requireKeys(root, "", ROOT_KEYS);
    if (!root.get("kind").asText().equals(KIND)) {
      throw bad("kind", "\"translation\"", root.get("kind"));
    }
    try {
      return new TranslationSpec(
          integer(root, "", "encoder-embed"),
          integer(root, "", "decoder-embed"),
          layers(root, "encoder", this::encoderLayer),
          layers(root, "decoder", this::decoderLayer));
    } catch (IllegalArgumentException e) {
      throw new BadDataException(source + ": not a subnet: " + e.getMessage(), e);
    }
  }

  private EncoderLayerSpec encoderLayer(JsonNode node, String path) {
    requireKeys(node, path, ENCODER_KEYS);
    return new EncoderLayerSpec(integer(node, path, "ffn"), integer(node, path, "heads"));
  }

  private DecoderLayerSpec decoderLayer(JsonNode node, String path) {
    requireKeys(node, path, DECODER_KEYS);
    return new DecoderLayerSpec(
        integer(node, path, "ffn"),
        integer(node, path, "self-heads"),
        integer(node, path, "cross-heads"),
        integer(node, path, "attended-layers"));
  }

  private <L> List<L> layers(JsonNode root, String key, BiFunction<JsonNode, String, L> layer) {
    JsonNode array = root.get(key);
    if (!array.isArray()) {
      throw bad(key, "a list of layers", array);
    }
    List<L> layers = new ArrayList<>();
    for (JsonNode node : array) {
      layers.add(layer.apply(node, key + "[" + layers.size() + "]."));
    }
    return layers;
  }

  private void requireKeys(JsonNode node, String path, Set<String> keys) {
    if (!node.isObject()) {
      throw bad(
          path.isEmpty() ? "the document" : path.substring(0, path.length() - 1),
          "an object",
          node);
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!keys.contains(name)) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s: unknown key %s%s; allowed are %s",
                source,
                path,
                name,
                sorted(keys)));
      }
    }
    for (String key : sorted(keys)) {
      if (!node.has(key)) {
        throw new BadDataException(
            String.format(Locale.ROOT, "%s: key %s%s is missing; add it", source, path, key));
      }
    }
  }

  private int integer(JsonNode node, String path, String key) {
    JsonNode value = node.get(key);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw bad(path + key, "an integer", value);
    }
    return value.intValue();
  }

  private BadDataException bad(String key, String expected, JsonNode found) {
    return new BadDataException(
        String.format(
            Locale.ROOT, "%s: %s must be %s, was %s; correct it", source, key, expected, found));
  }

  private static List<String> sorted(Set<String> keys) {
    return keys.stream().sorted().toList();
  }
}

package org.mosnas.model.family.bert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.JsonFields;

/** The JSON form of a subnet; its reader names the place of what is wrong. */
final class BertJson {
  private static final String KIND = "bert";
  private static final List<String> ROOT_KEYS = List.of("kind", "bottlenecks", "embed", "layers");
  private static final List<String> LAYER_KEYS = List.of("width", "heads", "ffn");

  private BertJson() {}

  static ObjectNode write(BertSpec spec) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("kind", KIND);
    root.put("bottlenecks", spec.bottlenecks().text());
    root.put("embed", spec.embed());
    ArrayNode layers = root.putArray("layers");
    for (BertLayerSpec layer : spec.layers()) {
      layers
          .addObject()
          .put("width", layer.width())
          .put("heads", layer.heads())
          .put("ffn", layer.ffn());
    }
    return root;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param source where it is from, for messages
   * @throws BadDataException if a key is missing, unknown or has a wrong value
   */
  static BertSpec read(JsonNode root, String source) {
    try {
      requireKeys(root, "", ROOT_KEYS);
      if (!JsonFields.text(root, "kind").equals(KIND)) {
        throw new IllegalArgumentException("kind must be \"bert\", was " + root.get("kind"));
      }
      return new BertSpec(bottlenecks(root), JsonFields.integer(root, "embed"), layers(root));
    } catch (IllegalArgumentException e) {
      throw new BadDataException(source + ": not a subnet: " + e.getMessage() + "; correct it", e);
    }
  }

  private static Bottlenecks bottlenecks(JsonNode root) {
    String text = JsonFields.text(root, "bottlenecks");
    return Bottlenecks.of(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "bottlenecks must be none, paired or merged, was " + text));
  }

  private static List<BertLayerSpec> layers(JsonNode root) {
    List<BertLayerSpec> layers = new ArrayList<>();
    for (JsonNode node : JsonFields.list(root, "layers")) {
      String path = "layers[" + layers.size() + "].";
      requireKeys(node, path, LAYER_KEYS);
      try {
        layers.add(
            new BertLayerSpec(
                JsonFields.integer(node, "width"),
                JsonFields.integer(node, "heads"),
                JsonFields.integer(node, "ffn")));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(path + e.getMessage(), e);
      }
    }
    return layers;
  }

  private static void requireKeys(JsonNode node, String path, List<String> keys) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          (path.isEmpty() ? "the document" : path.substring(0, path.length() - 1))
              + " must be an object, was "
              + node);
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!keys.contains(name)) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "unknown key %s%s; allowed are %s", path, name, keys));
      }
    }
    for (String key : keys) {
      if (!node.has(key)) {
        throw new IllegalArgumentException("key " + path + key + " is missing");
      }
    }
  }
}

package org.mosnas.model.family.bert.published;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.family.bert.BertLayerSpec;
import org.mosnas.model.family.bert.BertShape;
import org.mosnas.model.family.bert.BertSpec;
import org.mosnas.model.family.bert.Bottlenecks;
import org.mosnas.model.json.StrictJson;

/**
 * The sizes of a published BERT: its {@code config.json}.
 *
 * @param spec the network; all its layers are alike
 * @param vocabulary number of tokens
 * @param positions longest text, in tokens
 */
public record PublishedConfig(BertSpec spec, int vocabulary, int positions) {
  /** Name of the file. */
  public static final String FILE = "config.json";

  private static final int TYPES = 2;

  /** Added to variances by every BERT; another number would be another network. */
  private static final double EPSILON = 1e-12;

  /**
   * Reads a file. Keys that say nothing of what is computed are passed over.
   *
   * @param text its content
   * @param name of the file, for messages
   * @throws BadDataException naming the key if it is no BERT, or one that computes otherwise
   */
  public static PublishedConfig parse(String text, String name) {
    Keys keys = new Keys(read(text, name), name);
    keys.require("model_type", "bert");
    keys.require("hidden_act", "gelu");
    keys.require("position_embedding_type", "absolute");
    int types = keys.size("type_vocab_size", TYPES);
    double epsilon = keys.node().path("layer_norm_eps").asDouble(EPSILON);
    if (types != TYPES || epsilon != EPSILON) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: type_vocab_size is %d and layer_norm_eps %s; only networks with %d and %s can be started from",
              name,
              types,
              epsilon,
              TYPES,
              EPSILON));
    }
    int width = keys.size("hidden_size");
    int heads = keys.size("num_attention_heads");
    if (width % heads != 0) {
      throw new BadDataException(
          name + ": num_attention_heads " + heads + " does not divide hidden_size " + width);
    }
    BertSpec spec =
        BertSpec.homogeneous(
            keys.size("num_hidden_layers"), width, heads, keys.size("intermediate_size"));
    return new PublishedConfig(spec, keys.size("vocab_size"), keys.size("max_position_embeddings"));
  }

  private static JsonNode read(String text, String name) {
    try {
      JsonNode root = StrictJson.parse(text);
      if (root.isObject()) {
        return root;
      }
    } catch (JsonProcessingException e) {
      throw new BadDataException(name + ": not JSON: " + StrictJson.problem(e), e);
    }
    throw new BadDataException(name + ": not a JSON object, as the config.json of a BERT is");
  }

  /**
   * The sizes of a network of ours.
   *
   * @throws IllegalArgumentException if it has bottlenecks, or layers that differ: nobody else
   *     knows such networks
   */
  public static PublishedConfig of(BertShape shape) {
    BertSpec spec = shape.envelope();
    Optional<String> peculiarity = peculiarity(spec);
    if (peculiarity.isPresent()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a published BERT has layers that are all alike and no bottlenecks, but in %s %s",
              spec.id(),
              peculiarity.get()));
    }
    return new PublishedConfig(spec, shape.vocabulary(), shape.positions());
  }

  /**
   * Why others know no networks of this kind; empty if they do, since all layers are alike and
   * there are no bottlenecks.
   *
   * @return which layers differ, as the end of a sentence
   */
  public static Optional<String> peculiarity(BertSpec spec) {
    BertLayerSpec first = spec.layers().get(0);
    List<String> differ = new ArrayList<>();
    if (spec.bottlenecks() != Bottlenecks.NONE) {
      differ.add("there are bottlenecks (" + spec.bottlenecks().text() + ") between the layers");
    }
    for (int i = 1; i < spec.layers().size(); i++) {
      BertLayerSpec layer = spec.layers().get(i);
      if (!layer.equals(first)) {
        differ.add("layer " + (i + 1) + " has " + sizes(layer));
      }
    }
    return differ.isEmpty()
        ? Optional.empty()
        : Optional.of("layer 1 has " + sizes(first) + ", and " + String.join(", ", differ));
  }

  private static String sizes(BertLayerSpec layer) {
    return String.format(
        Locale.ROOT,
        "%d units, %d heads and a feed-forward network of %d",
        layer.width(),
        layer.heads(),
        layer.ffn());
  }

  /** The network, guessing tokens. */
  public BertShape shape() {
    return BertShape.of(spec, vocabulary, positions);
  }

  /** What {@link #parse} reads, of a network that guesses tokens. */
  public String toJson() {
    return json("BertForMaskedLM").toPrettyString() + "\n";
  }

  /**
   * What {@link #parse} reads, of a network that labels texts.
   *
   * @param classes their names in the order of their numbers; none if labels are numbers
   */
  public String toJson(List<String> classes) {
    ObjectNode root = json("BertForSequenceClassification");
    root.put("problem_type", classes.isEmpty() ? "regression" : "single_label_classification");
    List<String> names = classes.isEmpty() ? List.of("number") : classes;
    ObjectNode labels = root.putObject("id2label");
    ObjectNode numbers = root.putObject("label2id");
    for (int i = 0; i < names.size(); i++) {
      labels.put(Integer.toString(i), names.get(i));
      numbers.put(names.get(i), i);
    }
    return root.toPrettyString() + "\n";
  }

  private ObjectNode json(String architecture) {
    BertLayerSpec layer = spec.layers().get(0);
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putArray("architectures").add(architecture);
    root.put("model_type", "bert")
        .put("hidden_act", "gelu")
        .put("position_embedding_type", "absolute")
        .put("hidden_size", spec.embed())
        .put("num_hidden_layers", spec.layers().size())
        .put("num_attention_heads", layer.heads())
        .put("intermediate_size", layer.ffn())
        .put("vocab_size", vocabulary)
        .put("max_position_embeddings", positions)
        .put("type_vocab_size", TYPES)
        .put("layer_norm_eps", EPSILON)
        .put("pad_token_id", 0);
    return root;
  }

  /** The keys of a file. */
  private record Keys(JsonNode node, String name) {
    /** A missing key means what we require, as for those who read such files. */
    void require(String key, String value) {
      String found = node.path(key).asText(value);
      if (!found.equals(value)) {
        throw new BadDataException(
            name
                + ": "
                + key
                + " is \""
                + found
                + "\"; only \""
                + value
                + "\" can be started from");
      }
    }

    int size(String key) {
      JsonNode value = node.path(key);
      if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() <= 0) {
        throw new BadDataException(
            name
                + ": "
                + key
                + " must be a positive number, was "
                + (value.isMissingNode() ? "missing" : value.toString()));
      }
      return value.intValue();
    }

    int size(String key, int otherwise) {
      return node.has(key) ? size(key) : otherwise;
    }
  }
}

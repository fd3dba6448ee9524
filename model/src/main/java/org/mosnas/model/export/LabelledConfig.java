package org.mosnas.model.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.bundle.BundleFolder;
import org.mosnas.model.config.Labels;
import org.mosnas.model.family.bert.BertShape;
import org.mosnas.model.family.bert.BertSpec;
import org.mosnas.model.json.JsonFields;
import org.mosnas.model.network.Head;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.task.labelled.LabelKind;
import org.mosnas.model.task.labelled.LabelledBatcher;
import org.mosnas.model.task.labelled.Labelling;

/**
 * What a bundle labels and how: {@code config.json}.
 *
 * @param shape sizes of the weights; its envelope is the subnet itself
 * @param labelling what labels are
 * @param texts of an example: 1, or 2 for pairs
 * @param maxLength most tokens of an example, special ones included
 * @param batchTexts texts scored together, at least 1
 */
public record LabelledConfig(
    BertShape shape, Labelling labelling, int texts, int maxLength, int batchTexts) {
  private static final int FORMAT_VERSION = 1;

  /** Checks that the parts fit together. */
  public LabelledConfig {
    if (!shape.head().equals(labelling.head())) {
      throw new IllegalArgumentException("a network with " + shape.head() + " for " + labelling);
    }
    if (texts < 1 || texts > 2) {
      throw new IllegalArgumentException("texts must be 1 or 2, was " + texts);
    }
    if (maxLength > shape.positions()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "max-length must be at most the number of positions, %d, was %d",
              shape.positions(),
              maxLength));
    }
    if (batchTexts < 1) {
      throw new IllegalArgumentException("batch-texts must be at least 1, was " + batchTexts);
    }
  }

  /**
   * How a subnet labels texts.
   *
   * @param longest most tokens of an example that it was trained on
   */
  public static LabelledConfig of(
      DenseSubnet subnet, Labelling labelling, int texts, int longest, int batchTexts) {
    BertShape shape = BertShape.of(subnet);
    return new LabelledConfig(
        shape, labelling, texts, Math.min(longest, shape.positions()), batchTexts);
  }

  /** Names of the classes in the order of their numbers; none if labels are numbers. */
  public List<String> classes() {
    return labelling instanceof Labelling.Classes classes ? classes.names() : List.of();
  }

  /** Makes batches for the network. */
  public LabelledBatcher batcher() {
    return new LabelledBatcher(shape.head().kind());
  }

  /** Budget of a batch: texts times the longest of them. */
  public int maxTokens() {
    return batchTexts * maxLength;
  }

  /** The configuration as JSON. */
  String toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format-version", FORMAT_VERSION);
    root.putObject("architecture")
        .put("id", shape.envelope().id())
        .put("vocabulary", shape.vocabulary())
        .put("positions", shape.positions())
        .put("full-width", shape.fullWidth())
        .set("subnet", shape.envelope().toJson());
    ObjectNode labels = root.putObject("labels");
    if (labelling instanceof Labelling.Classes classes) {
      ArrayNode names = labels.put("kind", Labels.of(LabelKind.CLASSES)).putArray("names");
      classes.names().forEach(names::add);
    } else {
      labels.put("kind", Labels.of(LabelKind.NUMBER));
    }
    root.putObject("text")
        .put("texts", texts)
        .put("max-length", maxLength)
        .put("batch-texts", batchTexts)
        .put("tokenizer", LabelledFile.TOKENIZER.fileName())
        .put("vocabulary", LabelledFile.VOCABULARY.fileName());
    root.putObject("onnx")
        .put("opset", OnnxGraph.OPSET)
        .put("model", LabelledFile.MODEL.fileName())
        .put("max-positions", shape.positions());
    return root.toPrettyString() + "\n";
  }

  /**
   * Reads a configuration.
   *
   * @throws org.mosnas.model.error.BadDataException if it is none
   */
  static LabelledConfig read(BundleFolder files) {
    String file = LabelledFile.CONFIG.fileName();
    return files.json(
        file,
        "the configuration of a bundle",
        FORMAT_VERSION,
        root -> of(files.file(file).toString(), root));
  }

  private static LabelledConfig of(String name, JsonNode root) {
    ObjectNode architecture = JsonFields.object(root, "architecture");
    Labelling labelling = labelling(JsonFields.object(root, "labels"));
    BertShape shape =
        new BertShape(
            BertSpec.fromJson(architecture.path("subnet"), name),
            JsonFields.integer(architecture, "vocabulary"),
            JsonFields.integer(architecture, "positions"),
            JsonFields.integer(architecture, "full-width"),
            Head.TOKEN);
    ObjectNode text = JsonFields.object(root, "text");
    return new LabelledConfig(
        shape.headed(labelling.head()),
        labelling,
        JsonFields.integer(text, "texts"),
        JsonFields.integer(text, "max-length"),
        JsonFields.integer(text, "batch-texts"));
  }

  private static Labelling labelling(ObjectNode labels) {
    String kind = JsonFields.text(labels, "kind");
    if (kind.equals(Labels.of(LabelKind.NUMBER))) {
      return new Labelling.Numbers();
    }
    if (!kind.equals(Labels.of(LabelKind.CLASSES))) {
      throw new IllegalArgumentException("kind must be classes or number, was " + kind);
    }
    List<String> names = new ArrayList<>();
    JsonFields.list(labels, "names").forEach(name -> names.add(name.asText()));
    return new Labelling.Classes(names);
  }
}

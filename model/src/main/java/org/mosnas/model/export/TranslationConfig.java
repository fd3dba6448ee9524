package org.mosnas.model.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.mosnas.model.bundle.BundleFolder;
import org.mosnas.model.config.Labels;
import org.mosnas.model.decode.DecodeSettings;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.FullWidth;
import org.mosnas.model.family.translation.TranslationJson;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.json.JsonFields;
import org.mosnas.model.text.InputForm;
import org.mosnas.model.text.TextFormat;
import org.mosnas.model.text.TextFormat.Casing;
import org.mosnas.model.text.Vocabulary;

/**
 * What a bundle translates and how: {@code config.json}.
 *
 * @param source name of the source language
 * @param target name of the target language
 * @param shape sizes of the weights; its envelope is the subnet itself
 * @param format how lines are given and taken
 * @param decoding how translations are searched
 * @param batchSentences sentences translated together, at least 1
 */
public record TranslationConfig(
    String source,
    String target,
    TranslationShape shape,
    TextFormat format,
    DecodeSettings decoding,
    int batchSentences) {
  private static final int FORMAT_VERSION = 1;

  /** Checks the size of batches. */
  public TranslationConfig {
    if (batchSentences < 1) {
      throw new IllegalArgumentException(
          "batch-sentences must be at least 1, was " + batchSentences);
    }
  }

  /** The configuration as JSON. */
  String toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format-version", FORMAT_VERSION);
    root.putObject("languages").put("source", source).put("target", target);
    root.set("architecture", architecture());
    ObjectNode text = root.putObject("text");
    text.put("format", Labels.of(format.form())).put("case", Labels.of(format.casing()));
    if (format.form() != InputForm.BPE) {
      text.put("codes", TranslationFile.CODES);
    }
    text.put("source-dictionary", dictionary(TranslationFile.SOURCE_DICTIONARY));
    text.put("target-dictionary", dictionary(TranslationFile.TARGET_DICTIONARY));
    root.putObject("special-tokens")
        .put("<s>", Vocabulary.BOS)
        .put("<pad>", Vocabulary.PAD)
        .put("</s>", Vocabulary.EOS)
        .put("<unk>", Vocabulary.UNK);
    root.putObject("decoding")
        .put("start-token", Vocabulary.EOS)
        .put("end-token", Vocabulary.EOS)
        .put("beam", decoding.beam())
        .put("length-penalty", decoding.lengthPenalty())
        .put("max-length-factor", decoding.maxLengthFactor())
        .put("max-length-offset", decoding.maxLengthOffset())
        .put("batch-sentences", batchSentences);
    root.putObject("onnx")
        .put("opset", TranslationGraphs.OPSET)
        .put("encoder", TranslationFile.ENCODER.fileName())
        .put("decoder", TranslationFile.DECODER.fileName())
        .put("max-positions", TranslationGraphs.MAX_POSITIONS);
    return root.toPrettyString() + "\n";
  }

  private ObjectNode architecture() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", shape.envelope().id());
    node.set("subnet", shape.envelope().toJson());
    node.put("qkv-size", shape.qkvSize());
    node.put("embeddings", Labels.of(shape.sharing()));
    node.put("source-vocabulary", shape.sourceVocabulary());
    node.put("target-vocabulary", shape.targetVocabulary());
    node.put("encoder-full-width", shape.fullWidth().encoder());
    node.put("decoder-full-width", shape.fullWidth().decoder());
    return node;
  }

  /** Name of the dictionary of one side. */
  String dictionary(String separate) {
    return shape.sharing() == EmbeddingSharing.SHARED ? TranslationFile.DICTIONARY : separate;
  }

  /**
   * Reads a configuration.
   *
   * @param name of the file, for messages
   * @throws org.mosnas.model.error.BadDataException if it is none
   */
  static TranslationConfig parse(String name, String json) {
    return BundleFolder.parse(
        name, json, "the configuration of a bundle", FORMAT_VERSION, root -> of(name, root));
  }

  private static TranslationConfig of(String name, JsonNode root) {
    JsonNode architecture = root.path("architecture");
    JsonNode decoding = root.path("decoding");
    TranslationShape shape =
        new TranslationShape(
            TranslationJson.read(architecture.path("subnet"), name),
            JsonFields.integer(architecture, "qkv-size"),
            parse(architecture, "embeddings", EmbeddingSharing.values()),
            JsonFields.integer(architecture, "source-vocabulary"),
            JsonFields.integer(architecture, "target-vocabulary"),
            new FullWidth(
                JsonFields.integer(architecture, "encoder-full-width"),
                JsonFields.integer(architecture, "decoder-full-width")));
    return new TranslationConfig(
        JsonFields.text(root.path("languages"), "source"),
        JsonFields.text(root.path("languages"), "target"),
        shape,
        new TextFormat(
            parse(root.path("text"), "format", InputForm.values()),
            parse(root.path("text"), "case", Casing.values())),
        new DecodeSettings(
            JsonFields.integer(decoding, "beam"),
            JsonFields.number(decoding, "length-penalty"),
            JsonFields.number(decoding, "max-length-factor"),
            JsonFields.integer(decoding, "max-length-offset")),
        JsonFields.integer(decoding, "batch-sentences"));
  }

  private static <E extends Enum<E>> E parse(JsonNode node, String key, E[] values) {
    String text = JsonFields.text(node, key);
    return Arrays.stream(values)
        .filter(value -> Labels.of(value).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(key + " '" + text + "'"));
  }
}

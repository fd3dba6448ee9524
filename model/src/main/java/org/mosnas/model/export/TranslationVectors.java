package org.mosnas.model.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosnas.model.bundle.BundleFolder;
import org.mosnas.model.checkpoint.Safetensors;
import org.mosnas.model.json.JsonFields;
import org.mosnas.model.supernet.ParameterLayout;

/**
 * What our engine computed, for others to compare with.
 *
 * @param scored targets of which the scores of every token are known
 * @param translated sentences with their translations by beam search
 */
public record TranslationVectors(List<Scored> scored, List<Translated> translated) {
  /** By how much scores may differ. */
  public static final double TOLERANCE = 1e-4;

  private static final int FORMAT_VERSION = 1;

  /**
   * A target and its scores.
   *
   * @param source token ids, ending in {@code </s>}
   * @param prefix what the decoder reads, beginning with {@code </s>}
   * @param logits {@code [prefix, vocabulary]}
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
  public record Scored(int[] source, int[] prefix, float[] logits) {}

  /**
   * A sentence and its translation.
   *
   * @param text the sentence as the corpus gives it
   * @param source its token ids, ending in {@code </s>}
   * @param target token ids of the best translation, without {@code </s>}
   * @param translation its text
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
  public record Translated(String text, int[] source, int[] target, String translation) {}

  /** Copies the lists. */
  public TranslationVectors {
    scored = List.copyOf(scored);
    translated = List.copyOf(translated);
  }

  /** All but the scores, as JSON; the scores of target {@code i} are the tensor logits.i. */
  String toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format-version", FORMAT_VERSION).put("tolerance", TOLERANCE);
    ArrayNode targets = root.putArray("scored");
    for (int i = 0; i < scored.size(); i++) {
      ObjectNode node = targets.addObject();
      node.set("source", ids(scored.get(i).source()));
      node.set("prefix", ids(scored.get(i).prefix()));
      node.put("logits", tensor(i));
    }
    ArrayNode sentences = root.putArray("translated");
    for (Translated sentence : translated) {
      ObjectNode node = sentences.addObject().put("text", sentence.text());
      node.set("source", ids(sentence.source()));
      node.set("target", ids(sentence.target()));
      node.put("translation", sentence.translation());
    }
    return root.toPrettyString() + "\n";
  }

  /** Writes the scores; does not close the stream. */
  void writeLogits(OutputStream out, int vocabulary) throws IOException {
    ParameterLayout layout = layout(vocabulary);
    float[] values = new float[layout.floats()];
    for (int i = 0; i < scored.size(); i++) {
      float[] logits = scored.get(i).logits();
      System.arraycopy(logits, 0, values, layout.slot(tensor(i)).offset(), logits.length);
    }
    Safetensors.write(out, layout, values, Map.of("format", "mosnas"));
  }

  /** Reads the scores. */
  void readLogits(InputStream in, String name, int vocabulary) {
    ParameterLayout layout = layout(vocabulary);
    float[] values = new float[layout.floats()];
    Safetensors.read(in, name, layout, values);
    for (int i = 0; i < scored.size(); i++) {
      float[] logits = scored.get(i).logits();
      System.arraycopy(values, layout.slot(tensor(i)).offset(), logits, 0, logits.length);
    }
  }

  private ParameterLayout layout(int vocabulary) {
    Map<String, Integer> rows = new LinkedHashMap<>();
    for (int i = 0; i < scored.size(); i++) {
      rows.put(tensor(i), scored.get(i).prefix().length);
    }
    return ParameterLayout.ofMatrices(rows, vocabulary);
  }

  private static String tensor(int index) {
    return "logits." + index;
  }

  private static ArrayNode ids(int[] ids) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int id : ids) {
      array.add(id);
    }
    return array;
  }

  /**
   * Reads test vectors, without scores yet.
   *
   * @param name of the file, for messages
   * @param sourceVocabulary size of the source vocabulary
   * @param targetVocabulary size of the target vocabulary
   * @throws org.mosnas.model.error.BadDataException if there are none, or if ids lie outside the
   *     vocabularies
   */
  static TranslationVectors parse(
      String name, String json, int sourceVocabulary, int targetVocabulary) {
    return BundleFolder.parse(
        name,
        json,
        "test vectors",
        FORMAT_VERSION,
        root -> of(root, sourceVocabulary, targetVocabulary));
  }

  private static TranslationVectors of(JsonNode root, int sourceVocabulary, int targetVocabulary) {
    List<Scored> scored = new ArrayList<>();
    for (JsonNode node : JsonFields.list(root, "scored")) {
      int[] prefix = ids(node, "prefix", targetVocabulary);
      scored.add(
          new Scored(
              ids(node, "source", sourceVocabulary),
              prefix,
              new float[prefix.length * targetVocabulary]));
    }
    List<Translated> translated = new ArrayList<>();
    for (JsonNode node : JsonFields.list(root, "translated")) {
      translated.add(
          new Translated(
              JsonFields.text(node, "text"),
              ids(node, "source", sourceVocabulary),
              ids(node, "target", targetVocabulary),
              JsonFields.text(node, "translation")));
    }
    if (scored.isEmpty() || translated.isEmpty()) {
      throw new IllegalArgumentException("no vectors");
    }
    return new TranslationVectors(scored, translated);
  }

  private static int[] ids(JsonNode node, String key, int vocabulary) {
    JsonNode list = JsonFields.list(node, key);
    int[] ids = new int[list.size()];
    for (int i = 0; i < ids.length; i++) {
      JsonNode id = list.get(i);
      if (!id.isInt() || id.asInt() < 0 || id.asInt() >= vocabulary) {
        throw new IllegalArgumentException("id " + id + " in " + key);
      }
      ids[i] = id.asInt();
    }
    return ids;
  }
}

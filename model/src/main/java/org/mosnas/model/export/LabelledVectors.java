package org.mosnas.model.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mosnas.model.bundle.BundleFolder;
import org.mosnas.model.checkpoint.Safetensors;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.json.JsonFields;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.task.labelled.LabelledEncoder;
import org.mosnas.model.task.labelled.LabelledExample;
import org.mosnas.model.task.labelled.SubnetAnswers;

/**
 * What our engine answered to some texts, for others to compare with.
 *
 * @param answered texts with their scores and labels
 */
public record LabelledVectors(List<Answered> answered) {
  /** By how much scores may differ. */
  public static final double TOLERANCE = 1e-4;

  /** Most texts. */
  public static final int MOST = 500;

  private static final int FORMAT_VERSION = 1;
  private static final String TENSOR = "logits";

  /**
   * A text or a pair, and what came out.
   *
   * @param texts one or two
   * @param example what the network read
   * @param logits a number for every class, or one, {@code [outputs]}
   * @param answer the label
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
  public record Answered(
      List<String> texts, LabelledExample example, float[] logits, String answer) {
    /** Copies the list. */
    public Answered {
      texts = List.copyOf(texts);
    }
  }

  /** Copies the list; there is at least one text. */
  public LabelledVectors {
    answered = List.copyOf(answered);
    if (answered.isEmpty()) {
      throw new IllegalArgumentException("no vectors");
    }
  }

  /**
   * Computes them on the CPU engine.
   *
   * @param texts at least one example's, each as many as the configuration says
   */
  public static LabelledVectors compute(
      DenseSubnet subnet,
      LabelledConfig config,
      LabelledEncoder encoder,
      List<List<String>> texts) {
    List<LabelledExample> examples = texts.stream().map(text -> encoder.encode(text, 0)).toList();
    List<float[]> scores = score(subnet, config, examples);
    List<Answered> answered = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      answered.add(
          new Answered(
              texts.get(i),
              examples.get(i),
              scores.get(i),
              config.labelling().answer(scores.get(i))));
    }
    return new LabelledVectors(answered);
  }

  /**
   * Scores on the CPU engine.
   *
   * @return {@code [outputs]} for each
   */
  public static List<float[]> score(
      DenseSubnet subnet, LabelledConfig config, List<LabelledExample> examples) {
    try (SubnetAnswers engine = new SubnetAnswers(subnet, EngineKind.TAPE, config.batcher())) {
      return engine.scores(examples, config.maxTokens());
    }
  }

  /** What the network reads. */
  public List<LabelledExample> examples() {
    return answered.stream().map(Answered::example).toList();
  }

  /** All but the scores, as JSON; those of text {@code i} are row i of the tensor logits. */
  String toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format-version", FORMAT_VERSION).put("tolerance", TOLERANCE);
    ArrayNode all = root.putArray("answered");
    for (Answered text : answered) {
      ObjectNode node = all.addObject();
      text.texts().forEach(node.putArray("texts")::add);
      for (int id : text.example().ids()) {
        node.withArray("/ids").add(id);
      }
      for (int type : text.example().types()) {
        node.withArray("/types").add(type);
      }
      node.put("answer", text.answer());
    }
    return root.toPrettyString() + "\n";
  }

  /** Writes the scores; does not close the stream. */
  void writeLogits(OutputStream out) throws IOException {
    int outputs = answered.get(0).logits().length;
    float[] values = new float[answered.size() * outputs];
    for (int i = 0; i < answered.size(); i++) {
      System.arraycopy(answered.get(i).logits(), 0, values, i * outputs, outputs);
    }
    Safetensors.write(out, layout(answered.size(), outputs), values, Map.of("format", "mosnas"));
  }

  /** Reads the scores into the arrays of these vectors. */
  private void readLogits(InputStream in, String name) {
    int outputs = answered.get(0).logits().length;
    float[] values = new float[answered.size() * outputs];
    Safetensors.read(in, name, layout(answered.size(), outputs), values);
    for (int i = 0; i < answered.size(); i++) {
      System.arraycopy(values, i * outputs, answered.get(i).logits(), 0, outputs);
    }
  }

  private static ParameterLayout layout(int texts, int outputs) {
    return ParameterLayout.ofMatrices(Map.of(TENSOR, texts), outputs);
  }

  /**
   * Reads test vectors.
   *
   * @throws org.mosnas.model.error.BadDataException if there are none, or if they do not fit the
   *     network
   */
  static LabelledVectors read(BundleFolder files, LabelledConfig config) {
    LabelledVectors vectors =
        files.json(
            LabelledFile.TEST_VECTORS.fileName(),
            "test vectors",
            FORMAT_VERSION,
            root -> of(root, config));
    String logits = LabelledFile.TEST_LOGITS.fileName();
    return files.read(
        logits,
        in -> {
          vectors.readLogits(in, files.file(logits).toString());
          return vectors;
        });
  }

  private static LabelledVectors of(JsonNode root, LabelledConfig config) {
    List<Answered> answered = new ArrayList<>();
    for (JsonNode node : JsonFields.list(root, "answered")) {
      List<String> texts = new ArrayList<>();
      JsonFields.list(node, "texts").forEach(text -> texts.add(text.asText()));
      if (texts.size() != config.texts()) {
        throw new IllegalArgumentException(texts.size() + " texts, not " + config.texts());
      }
      int[] ids = numbers(node, "ids", config.shape().vocabulary());
      int[] types = numbers(node, "types", 2);
      if (ids.length > config.maxLength()) {
        throw new IllegalArgumentException(ids.length + " tokens, more than max-length");
      }
      answered.add(
          new Answered(
              texts,
              new LabelledExample(ids, types, 0),
              new float[config.labelling().head().outputs()],
              JsonFields.text(node, "answer")));
    }
    return new LabelledVectors(answered);
  }

  private static int[] numbers(JsonNode node, String key, int end) {
    JsonNode list = JsonFields.list(node, key);
    int[] numbers = new int[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode number = list.get(i);
      if (!number.isInt() || number.asInt() < 0 || number.asInt() >= end) {
        throw new IllegalArgumentException(number + " in " + key);
      }
      numbers[i] = number.asInt();
    }
    return numbers;
  }
}

package org.mosnas.model.export;

import static org.mosnas.model.export.OnnxGraph.integer;

import java.util.List;
import java.util.function.UnaryOperator;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto.DataType;
import org.mosnas.model.decode.DecodeSettings;
import org.mosnas.model.export.OnnxOps.TokenIds;
import org.mosnas.model.export.OnnxValue.Heads;
import org.mosnas.model.export.OnnxValue.KeyValues;
import org.mosnas.model.export.OnnxValue.Rows;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.network.Ops.Attention;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.Weights;
import org.mosnas.model.text.Vocabulary;

/**
 * The ONNX graphs of one dense subnet, its weights inside, for any number of sentences of any
 * length up to {@link #MAX_POSITIONS}.
 *
 * <p>The encoder computes, once per sentence, the keys and values that every decoder layer attends
 * to. The decoder appends tokens to prefixes: their own keys and values so far come in and go out,
 * reordered by {@code beam_index}. Called with whole targets and an empty past it is the
 * teacher-forced decoder.
 */
public final class TranslationGraphs {
  /** Tokens that a source or a target may have: the rows of the tables of positions. */
  public static final int MAX_POSITIONS = DecodeSettings.MAX_TOKENS;

  /** Version of the ONNX operators. */
  public static final int OPSET = OnnxGraph.OPSET;

  private static final Object BATCH = "batch";
  private static final Object SOURCE = "source";
  private static final Object ROWS = "rows";
  private static final Object TIME = "time";

  /** Stands for all batches: {@link OnnxOps} looks at neither ids nor lengths. */
  private static final Segments ANY = Segments.of(1);

  private final TranslationNetwork network;
  private final Weights weights;

  /**
   * Describes the graphs of a network.
   *
   * @param network the network
   * @param weights its weights; read while a graph is made
   */
  public TranslationGraphs(TranslationNetwork network, Weights weights) {
    this.network = network;
    this.weights = weights;
  }

  /** {@code source_ids} to {@code source_mask}, {@code cross_key_*} and {@code cross_value_*}. */
  public byte[] encoder() {
    OnnxGraph graph = new OnnxGraph("encoder");
    OnnxOps ops = new OnnxOps(graph, weights);
    readSource(graph, ops);
    graph.output(TensorNames.SOURCE_MASK, DataType.BOOL, BATCH, SOURCE);
    List<OnnxValue> layers = network.encode(ops, any(Tokens.Side.SOURCE));
    List<OnnxValue> keyValues = network.crossKeyValues(ops, layers, ANY);
    for (int i = 0; i < keyValues.size(); i++) {
      int heads = decoderLayer(i).crossHeads();
      KeyValues split = ops.keyValues(keyValues.get(i), network.qkvSize(), heads);
      publish(graph, split.keys(), TensorNames.crossKey(i), i);
      publish(graph, split.values(), TensorNames.crossValue(i), i);
    }
    return graph.model().toByteArray();
  }

  private void publish(OnnxGraph graph, Heads tensor, String name, int layer) {
    graph.named(name, "Identity", List.of(), tensor.name());
    graph.output(name, DataType.FLOAT, cross(layer));
  }

  /**
   * {@code target_ids}, {@code beam_index}, past keys and values, and what the encoder computed, to
   * {@code logits} and present keys and values.
   */
  public byte[] decoder() {
    OnnxGraph graph = new OnnxGraph("decoder");
    OnnxOps ops = new OnnxOps(graph, weights);
    String ids = graph.input(TensorNames.TARGET_IDS, DataType.INT64, ROWS, TIME);
    graph.input(TensorNames.BEAM_INDEX, DataType.INT64, ROWS);
    ops.sourceMask(graph.input(TensorNames.SOURCE_MASK, DataType.BOOL, BATCH, SOURCE));
    for (int i = 0; i < network.spec().decoder().size(); i++) {
      graph.input(TensorNames.crossKey(i), DataType.FLOAT, cross(i));
      graph.input(TensorNames.crossValue(i), DataType.FLOAT, cross(i));
      graph.input(TensorNames.pastKey(i), DataType.FLOAT, self(i, "past_rows", "past"));
      graph.input(TensorNames.pastValue(i), DataType.FLOAT, self(i, "past_rows", "past"));
    }
    String past = scalar(graph, graph.node("Shape", TensorNames.pastKey(0)), 2);
    readTarget(graph, ops, ids, past);
    Rows rows = new Rows(length(graph, ids, 0), 1);
    Rows sentences = new Rows(length(graph, TensorNames.SOURCE_MASK, 0), 1);
    OnnxValue x = network.embedTarget(ops, any(Tokens.Side.TARGET));
    for (int i = 0; i < network.spec().decoder().size(); i++) {
      Heads keys = new Heads(TensorNames.crossKey(i), memory(sentences, i), network.qkvSize());
      Heads values = new Heads(TensorNames.crossValue(i), memory(sentences, i), network.qkvSize());
      x = decoderLayer(ops, i, x, cache(graph, ops, i, rows), new KeyValues(keys, values));
    }
    logits(graph, ops, x, ids);
    for (int i = 0; i < network.spec().decoder().size(); i++) {
      graph.output(TensorNames.presentKey(i), DataType.FLOAT, self(i, ROWS, "present"));
      graph.output(TensorNames.presentValue(i), DataType.FLOAT, self(i, ROWS, "present"));
    }
    return graph.model().toByteArray();
  }

  /** {@code source_ids} and {@code target_ids} to {@code logits}, without a cache. */
  ModelProto teacherForced() {
    OnnxGraph graph = new OnnxGraph("translation");
    OnnxOps ops = new OnnxOps(graph, weights);
    readSource(graph, ops);
    String ids = graph.input(TensorNames.TARGET_IDS, DataType.INT64, ROWS, TIME);
    readTarget(graph, ops, ids, graph.scalar(0));
    List<OnnxValue> layers = network.encode(ops, any(Tokens.Side.SOURCE));
    OnnxValue x = network.embedTarget(ops, any(Tokens.Side.TARGET));
    List<OnnxValue> keyValues = network.crossKeyValues(ops, layers, ANY);
    for (int i = 0; i < keyValues.size(); i++) {
      x = decoderLayer(ops, i, x, UnaryOperator.identity(), keyValues.get(i));
    }
    logits(graph, ops, x, ids);
    return graph.model();
  }

  private OnnxValue decoderLayer(
      OnnxOps ops, int index, OnnxValue x, UnaryOperator<OnnxValue> cache, OnnxValue keyValues) {
    Attention self = new Attention(ANY, ANY, decoderLayer(index).selfHeads(), true);
    return network.decoderLayer(
        ops, index, x, self, cache, new TranslationNetwork.Encoded<>(keyValues, ANY, ANY));
  }

  /** Appends keys and values of new tokens to those of the rows that they continue. */
  private UnaryOperator<OnnxValue> cache(OnnxGraph graph, OnnxOps ops, int layer, Rows rows) {
    return added -> {
      int heads = decoderLayer(layer).selfHeads();
      KeyValues split = ops.keyValues(added, network.qkvSize(), heads);
      String keys = TensorNames.presentKey(layer);
      String values = TensorNames.presentValue(layer);
      append(graph, TensorNames.pastKey(layer), split.keys(), keys);
      append(graph, TensorNames.pastValue(layer), split.values(), values);
      return new KeyValues(
          new Heads(keys, rows, network.qkvSize()), new Heads(values, rows, network.qkvSize()));
    };
  }

  private static void append(OnnxGraph graph, String past, Heads added, String present) {
    String continued = graph.node("Gather", past, TensorNames.BEAM_INDEX);
    graph.named(present, "Concat", List.of(integer("axis", 2)), continued, added.name());
  }

  private void logits(OnnxGraph graph, OnnxOps ops, OnnxValue hidden, String ids) {
    Outputs.Layer layer = network.outputLayer();
    OnnxValue.Columns scores = (OnnxValue.Columns) ops.logits(hidden, layer);
    String shape =
        graph.node(
            "Concat",
            List.of(integer("axis", 0)),
            graph.node("Shape", ids),
            graph.list(layer.vocabulary()));
    graph.named(TensorNames.LOGITS, "Reshape", List.of(), scores.name(), shape);
    graph.output(TensorNames.LOGITS, DataType.FLOAT, ROWS, TIME, layer.vocabulary());
  }

  /** Positions count tokens only, so padding may stand on either side. */
  private static void readSource(OnnxGraph graph, OnnxOps ops) {
    String ids = graph.input(TensorNames.SOURCE_IDS, DataType.INT64, BATCH, SOURCE);
    String padding = graph.node("Equal", ids, graph.list(Vocabulary.PAD));
    String mask = graph.named(TensorNames.SOURCE_MASK, "Not", List.of(), padding);
    ops.sourceMask(mask);
    String ones = graph.node("Cast", List.of(integer("to", DataType.INT64.getNumber())), mask);
    String counted = graph.node("CumSum", ones, graph.scalar(1));
    String positions = graph.node("Mul", counted, ones);
    Rows rows = new Rows(length(graph, ids, 0), 1);
    ops.tokens(Tokens.Side.SOURCE, new TokenIds(ids, positions, rows));
  }

  private static void readTarget(OnnxGraph graph, OnnxOps ops, String ids, String past) {
    String time = scalar(graph, graph.node("Shape", ids), 1);
    String end = graph.node("Add", past, time);
    String one = graph.scalar(1);
    String tokens = graph.node("Range", past, end, one);
    String positions = graph.node("Add", tokens, one);
    Rows rows = new Rows(length(graph, ids, 0), 1);
    ops.tokens(Tokens.Side.TARGET, new TokenIds(ids, positions, rows));
    String seen = graph.node("Range", graph.scalar(0), end, one);
    String later = graph.node("Greater", seen, graph.node("Unsqueeze", tokens, graph.list(1)));
    ops.causalMask(graph.node("Where", later, graph.number(OnnxOps.MASKED), graph.number(0)));
  }

  private static String length(OnnxGraph graph, String tensor, int axis) {
    return graph.node("Gather", graph.node("Shape", tensor), graph.list(axis));
  }

  private static String scalar(OnnxGraph graph, String shape, int axis) {
    return graph.node("Gather", shape, graph.scalar(axis));
  }

  private static Tokens any(Tokens.Side side) {
    return Tokens.pack(side, List.of(new int[] {Vocabulary.EOS}));
  }

  private Rows memory(Rows sentences, int layer) {
    return sentences.times(decoderLayer(layer).attendedLayers());
  }

  private DecoderLayerSpec decoderLayer(int index) {
    return network.spec().decoder().get(index);
  }

  private Object[] cross(int layer) {
    int heads = decoderLayer(layer).crossHeads();
    Object length = TensorNames.memory(decoderLayer(layer).attendedLayers());
    return new Object[] {BATCH, heads, length, network.qkvSize() / heads};
  }

  private Object[] self(int layer, Object rows, Object time) {
    int heads = decoderLayer(layer).selfHeads();
    return new Object[] {rows, heads, time, network.qkvSize() / heads};
  }
}

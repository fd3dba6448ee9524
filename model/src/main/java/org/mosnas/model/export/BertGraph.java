package org.mosnas.model.export;

import static org.mosnas.model.export.OnnxGraph.integer;

import java.util.List;
import onnx.Onnx.TensorProto.DataType;
import org.mosnas.model.export.OnnxOps.TokenIds;
import org.mosnas.model.export.OnnxValue.Columns;
import org.mosnas.model.export.OnnxValue.Rows;
import org.mosnas.model.family.bert.BertNetwork;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.Weights;

/**
 * The ONNX graph of one dense BERT with its head, its weights inside, for any number of texts of
 * any length up to the positions that it knows; texts are padded on the right.
 *
 * <p>Inputs are those of published BERTs: {@code input_ids}, {@code attention_mask} (1 for tokens,
 * 0 for padding) and {@code token_type_ids}, each {@code [batch, sequence]}.
 */
public final class BertGraph {
  /** Token ids, {@code [batch, sequence]}. */
  public static final String INPUT_IDS = "input_ids";

  /** 1 for tokens, 0 for padding, {@code [batch, sequence]}. */
  public static final String ATTENTION_MASK = "attention_mask";

  /** 0 for the first text of a pair, 1 for the second, {@code [batch, sequence]}. */
  public static final String TOKEN_TYPE_IDS = "token_type_ids";

  /** Hidden states after the last layer, {@code [batch, sequence, embed]}. */
  public static final String LAST_HIDDEN_STATE = "last_hidden_state";

  /** Scores of classes, or a number, {@code [batch, outputs]}. */
  public static final String LOGITS = "logits";

  private static final Object BATCH = "batch";
  private static final Object SEQUENCE = "sequence";

  private final BertNetwork network;
  private final Weights weights;

  /**
   * Describes the graph of a network.
   *
   * @param network the network
   * @param weights its weights; read while a graph is made
   */
  public BertGraph(BertNetwork network, Weights weights) {
    this.network = network;
    this.weights = weights;
  }

  /** The encoder alone, to {@code last_hidden_state}. */
  public byte[] encoder() {
    OnnxGraph graph = new OnnxGraph("bert");
    OnnxOps ops = new OnnxOps(graph, weights);
    named(graph, LAST_HIDDEN_STATE, states(graph, ops));
    graph.output(LAST_HIDDEN_STATE, DataType.FLOAT, BATCH, SEQUENCE, network.spec().embed());
    return graph.model().toByteArray();
  }

  /** The encoder and a head for classes or a number, to {@code logits}. */
  public byte[] classifier() {
    OnnxGraph graph = new OnnxGraph("bert");
    OnnxOps ops = new OnnxOps(graph, weights);
    int embed = network.spec().embed();
    String first =
        graph.node("Gather", List.of(integer("axis", 1)), states(graph, ops), graph.scalar(0));
    Rows texts = new Rows(length(graph), 1);
    OnnxValue hidden = network.head(ops, (OnnxValue) Columns.all(first, texts, embed));
    Outputs.Layer layer = network.outputLayer();
    Columns scores = (Columns) ops.logits(hidden, layer);
    named(graph, LOGITS, scores.name());
    graph.output(LOGITS, DataType.FLOAT, BATCH, layer.vocabulary());
    return graph.model().toByteArray();
  }

  /** The name of the hidden states, {@code [batch, sequence, embed]}. */
  private String states(OnnxGraph graph, OnnxOps ops) {
    String ids = graph.input(INPUT_IDS, DataType.INT64, BATCH, SEQUENCE);
    String mask = graph.input(ATTENTION_MASK, DataType.INT64, BATCH, SEQUENCE);
    String types = graph.input(TOKEN_TYPE_IDS, DataType.INT64, BATCH, SEQUENCE);
    ops.sourceMask(graph.node("Cast", List.of(integer("to", DataType.BOOL.getNumber())), mask));
    String time = graph.node("Gather", graph.node("Shape", ids), graph.scalar(1));
    String positions = graph.node("Range", graph.scalar(0), time, graph.scalar(1));
    Rows rows = new Rows(length(graph), 1);
    ops.tokens(Tokens.Side.SOURCE, new TokenIds(ids, positions, rows));
    ops.types(Tokens.Side.SOURCE, types);
    // The interpreter looks at no ids: one token stands for all batches.
    Tokens any = Tokens.pack(Tokens.Side.SOURCE, List.of(new int[1]));
    Columns packed = (Columns) network.encode(ops, any, new int[1]);
    String shape =
        graph.node(
            "Concat",
            List.of(integer("axis", 0)),
            graph.node("Shape", ids),
            graph.list(packed.columns()));
    return graph.node("Reshape", packed.name(), shape);
  }

  private static String length(OnnxGraph graph) {
    return graph.node("Gather", graph.node("Shape", INPUT_IDS), graph.list(0));
  }

  private static void named(OnnxGraph graph, String name, String tensor) {
    graph.named(name, "Identity", List.of(), tensor);
  }
}

package org.mosnas.model.export;

import static org.mosnas.model.export.OnnxGraph.integer;
import static org.mosnas.model.export.OnnxGraph.integers;
import static org.mosnas.model.export.OnnxGraph.real;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.mosnas.model.export.OnnxValue.Columns;
import org.mosnas.model.export.OnnxValue.Heads;
import org.mosnas.model.export.OnnxValue.KeyValues;
import org.mosnas.model.export.OnnxValue.Rows;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Sinusoids;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.WeightDeclarations;
import org.mosnas.model.network.Weights;

/**
 * The interpreter that builds an ONNX graph for any batch of any lengths.
 *
 * <p>Sentences are padded, and every tensor knows which input its rows come from ({@link Rows}), so
 * the lengths in {@link Segments} and the ids in {@link Tokens} are not looked at: of a {@code
 * Tokens} only the side counts. Attention that is not causal goes to the source, whose padding is
 * masked. One per graph. Not thread-safe.
 */
final class OnnxOps implements Ops<OnnxValue> {
  /** Added to scores of what is not seen. */
  static final float MASKED = -1e9f;

  private final OnnxGraph graph;
  private final Weights weights;
  private final Map<Tokens.Side, TokenIds> inputs = new EnumMap<>(Tokens.Side.class);
  private final Map<Tokens.Side, String> types = new EnumMap<>(Tokens.Side.class);
  private String sourceMask;
  private String causalMask;

  OnnxOps(OnnxGraph graph, Weights weights) {
    this.graph = graph;
    this.weights = weights;
  }

  /** Has {@code side} read these tokens. */
  void tokens(Tokens.Side side, TokenIds tokens) {
    inputs.put(side, tokens);
  }

  /** Of which kind of text the tokens of {@code side} are: names a tensor, [batch, time]. */
  void types(Tokens.Side side, String name) {
    types.put(side, name);
  }

  /** Which source tokens are none of padding: names a tensor of truth values, [batch, time]. */
  void sourceMask(String name) {
    sourceMask = name;
  }

  /** What causal attention adds to its scores: names a tensor, [queries, keys]. */
  void causalMask(String name) {
    causalMask = name;
  }

  @Override
  public OnnxValue embed(String table, Tokens tokens, int embed, int fullWidth) {
    TokenIds input = inputs.get(tokens.side());
    Matrix vectors = weights.weight(table).value();
    String rows =
        graph.node(
            "Gather", graph.matrix(table, vectors.prefix(vectors.rows(), embed)), input.ids());
    String scaled = graph.node("Mul", rows, graph.number((float) Math.sqrt(embed)));
    String positions = graph.node("Gather", positions(embed, fullWidth), input.positions());
    String sum = graph.node("Add", scaled, positions);
    return Columns.all(flat(sum, embed), input.rows(), embed);
  }

  @Override
  public OnnxValue embedSum(Tables tables, Tokens tokens, int[] tokenTypes, int embed) {
    TokenIds input = inputs.get(tokens.side());
    String words = look(tables.words(), input.ids(), embed);
    String positions = look(tables.positions(), input.positions(), embed);
    String kinds = look(tables.types(), types.get(tokens.side()), embed);
    String sum = graph.node("Add", graph.node("Add", words, positions), kinds);
    return Columns.all(flat(sum, embed), input.rows(), embed);
  }

  /** Rows of a table by their numbers. */
  private String look(String table, String numbers, int embed) {
    Matrix vectors = weights.weight(table).value();
    return graph.node(
        "Gather", graph.matrix(table, vectors.prefix(vectors.rows(), embed)), numbers);
  }

  /** Row 0 is for padding, row t for the t-th token. */
  private String positions(int embed, int fullWidth) {
    int positions = TranslationGraphs.MAX_POSITIONS;
    float[] table = new float[(positions + 1) * embed];
    for (int t = 0; t < positions; t++) {
      float[] row = Sinusoids.row(Sinusoids.FIRST_ROW + t, fullWidth);
      System.arraycopy(row, 0, table, (t + 1) * embed, embed);
    }
    return graph.table("positions." + fullWidth + "." + embed, table, positions + 1, embed);
  }

  @Override
  public OnnxValue linear(OnnxValue x, String name, int outputs, Activation activation) {
    String weight = matrix(name + ".weight", outputs, x.columns());
    String bias = vector(name + ".bias", outputs);
    String y = graph.node("Gemm", List.of(integer("transB", 1)), flat(x), weight, bias);
    return Columns.all(activated(y, activation), x.rows(), outputs);
  }

  private String activated(String y, Activation activation) {
    return switch (activation) {
      case NONE -> y;
      case RELU -> graph.node("Relu", y);
      case TANH -> graph.node("Tanh", y);
      case GELU -> {
        // ONNX has the operator from version 20 on.
        String scaled = graph.node("Mul", y, graph.number((float) Math.sqrt(0.5)));
        String twice = graph.node("Add", graph.node("Erf", scaled), graph.number(1));
        yield graph.node("Mul", graph.node("Mul", y, graph.number(0.5f)), twice);
      }
    };
  }

  @Override
  public OnnxValue dropout(OnnxValue x, double rate) {
    return x;
  }

  @Override
  public OnnxValue columns(OnnxValue x, int from, int count) {
    if (x instanceof KeyValues both) {
      Heads part = from == 0 ? both.keys() : both.values();
      if (count != part.columns() || from % count != 0) {
        throw new IllegalArgumentException(
            "columns " + from + " to " + (from + count) + " are neither the keys nor the values");
      }
      return part;
    }
    Columns matrix = (Columns) x;
    return new Columns(matrix.name(), matrix.rows(), matrix.from() + from, count, matrix.total());
  }

  @Override
  public OnnxValue attention(
      OnnxValue query, OnnxValue key, OnnxValue value, Attention layout, double dropout) {
    int width = query.columns();
    int heads = layout.heads();
    // Several prefixes of a sentence attend to its one source, so sentences are counted by keys.
    String queries = split(query, key.rows().batch(), heads);
    String keys = graph.node("Transpose", perm(0, 1, 3, 2), split(key, heads));
    String scores =
        graph.node(
            "Mul",
            graph.node("MatMul", queries, keys),
            graph.number((float) (1 / Math.sqrt((double) width / heads))));
    String mask = layout.causal() ? causalMask : sourceMask(key.rows().copies());
    String probabilities =
        graph.node("Softmax", List.of(integer("axis", -1)), graph.node("Add", scores, mask));
    String seen = graph.node("MatMul", probabilities, split(value, heads));
    String joined = graph.node("Transpose", perm(0, 2, 1, 3), seen);
    return Columns.all(flat(joined, width), query.rows(), width);
  }

  /** What attention to the source adds to its scores, {@code [batch, 1, 1, copies * time]}. */
  private String sourceMask(int copies) {
    String scores = graph.node("Where", sourceMask, graph.number(0), graph.number(MASKED));
    String[] same = new String[copies];
    Arrays.fill(same, scores);
    String repeated =
        copies == 1 ? scores : graph.node("Concat", List.of(integer("axis", 1)), same);
    return graph.node("Unsqueeze", repeated, graph.list(1, 2));
  }

  /** Keys and values by heads, for a cache or for a graph of its own. */
  KeyValues keyValues(OnnxValue x, int qkv, int heads) {
    OnnxValue keys = columns(x, 0, qkv);
    OnnxValue values = columns(x, qkv, qkv);
    return new KeyValues(
        new Heads(split(keys, heads), x.rows(), qkv),
        new Heads(split(values, heads), x.rows(), qkv));
  }

  private String split(OnnxValue x, int heads) {
    return x instanceof Heads done ? done.name() : split(x, x.rows().batch(), heads);
  }

  /** {@code [batch, heads, time, columns / heads]}. */
  private String split(OnnxValue x, String batch, int heads) {
    String shape =
        graph.node(
            "Concat",
            List.of(integer("axis", 0)),
            batch,
            graph.list(-1, heads, x.columns() / heads));
    return graph.node("Transpose", perm(0, 2, 1, 3), graph.node("Reshape", flat(x), shape));
  }

  private static List<onnx.Onnx.AttributeProto> perm(long... axes) {
    return List.of(integers("perm", axes));
  }

  @Override
  public OnnxValue residualNorm(OnnxValue residual, OnnxValue x, Norm norm, double dropout) {
    return norm(graph.node("Add", flat(residual), flat(x)), x, norm);
  }

  @Override
  public OnnxValue norm(OnnxValue x, Norm norm) {
    return norm(flat(x), x, norm);
  }

  private OnnxValue norm(String sum, OnnxValue x, Norm norm) {
    int embed = x.columns();
    String normed =
        graph.node(
            "LayerNormalization",
            List.of(integer("axis", -1), real("epsilon", norm.epsilon())),
            sum,
            vector(norm.name() + WeightDeclarations.NORM_WEIGHT, embed),
            vector(norm.name() + ".bias", embed));
    return Columns.all(normed, x.rows(), embed);
  }

  @Override
  public OnnxValue concatTime(List<OnnxValue> parts, Segments segments) {
    OnnxValue first = parts.get(0);
    int embed = first.columns();
    String shape =
        graph.node(
            "Concat", List.of(integer("axis", 0)), first.rows().batch(), graph.list(-1, embed));
    String[] sequences =
        parts.stream().map(part -> graph.node("Reshape", flat(part), shape)).toArray(String[]::new);
    String joined = graph.node("Concat", List.of(integer("axis", 1)), sequences);
    return Columns.all(flat(joined, embed), first.rows().times(parts.size()), embed);
  }

  @Override
  public OnnxValue logits(OnnxValue hidden, Outputs.Layer layer) {
    String vectors = matrix(layer.table(), layer.vocabulary(), hidden.columns());
    List<String> factors = new ArrayList<>(List.of(flat(hidden), vectors));
    layer.bias().ifPresent(bias -> factors.add(vector(bias, layer.vocabulary())));
    String scores =
        graph.node("Gemm", List.of(integer("transB", 1)), factors.toArray(String[]::new));
    return Columns.all(scores, hidden.rows(), layer.vocabulary());
  }

  @Override
  public OnnxValue rows(OnnxValue x, int[] rows) {
    String chosen =
        graph.node(
            "Gather",
            List.of(integer("axis", 0)),
            flat(x),
            graph.list(Arrays.stream(rows).asLongStream().toArray()));
    return Columns.all(chosen, x.rows(), x.columns());
  }

  /** {@code [batch * time, columns]} of a tensor with more dimensions. */
  private String flat(String name, int columns) {
    return graph.node("Reshape", name, graph.list(-1, columns));
  }

  private String flat(OnnxValue x) {
    Columns part = (Columns) x;
    if (part.columns() == part.total()) {
      return part.name();
    }
    return graph.node(
        "Slice",
        part.name(),
        graph.list(part.from()),
        graph.list(part.from() + part.columns()),
        graph.list(1));
  }

  private String matrix(String name, int rows, int columns) {
    return graph.matrix(name, weights.weight(name).value().prefix(rows, columns));
  }

  private String vector(String name, int columns) {
    return graph.vector(name, weights.weight(name).value().prefix(1, columns));
  }

  /**
   * Tokens that a graph is given.
   *
   * @param ids name of their ids, {@code [batch, time]}
   * @param positions name of their rows in the table of positions, {@code [batch, time]} or {@code
   *     [time]}
   * @param rows what the rows of tensors made from them are
   */
  record TokenIds(String ids, String positions, Rows rows) {}
}

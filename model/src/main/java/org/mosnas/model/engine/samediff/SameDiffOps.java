package org.mosnas.model.engine.samediff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mosnas.model.engine.DropoutMasks;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.engine.samediff.PaddedRows.PaddedTensor;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.kernel.LayerNorm;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.LossOps;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Sinusoids;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.WeightDeclarations;
import org.mosnas.model.network.Weights;
import org.mosnas.model.network.Weights.Weight;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The interpreter that builds a SameDiff graph of one dense subnet and one padded batch.
 *
 * <p>Weights, looked-up embeddings, masks and targets are inputs of the graph. One per pass. Not
 * thread-safe.
 */
final class SameDiffOps implements LossOps<PaddedTensor> {
  private final Graph graph;
  private final SameDiff sd;
  private final Weights weights;
  private final Arena arena;
  private final boolean training;
  private final Masks masks;
  private final DropoutMasks seeds;
  private final double lossWeight;

  private SameDiffOps(Graph graph, Weights weights, Arena arena, boolean training, Pass pass) {
    this.graph = graph;
    this.sd = graph.sameDiff();
    this.weights = weights;
    this.arena = arena;
    this.training = training;
    this.masks = new Masks(graph, arena);
    this.seeds = new DropoutMasks(pass.dropoutSeed());
    this.lossWeight = pass.weight();
  }

  /** Drops out by {@code dropoutSeed} and has gradients added to those of {@code weights}. */
  static SameDiffOps training(Graph graph, Weights weights, Arena arena, Pass pass) {
    return new SameDiffOps(graph, weights, arena, true, pass);
  }

  /** Values only, no dropout. */
  static SameDiffOps inference(Graph graph, Weights weights, Arena arena) {
    return new SameDiffOps(graph, weights, arena, false, Pass.of(0));
  }

  @Override
  public PaddedTensor embed(String table, Tokens tokens, int embed, int fullWidth) {
    PaddedRows rows = PaddedRows.of(tokens);
    SDVariable embeddings = lookUp(table, tokens.ids(), rows, embed);
    SDVariable positions =
        graph.input(rows.pad(positions(tokens, embed, fullWidth), embed), rows.count(), embed);
    return new PaddedTensor(embeddings.mul(Math.sqrt(embed)).add(positions), rows, embed);
  }

  @Override
  public PaddedTensor linear(PaddedTensor x, String name, int outputs, Activation activation) {
    SDVariable w = weight(name + ".weight", outputs, x.columns());
    SDVariable b = weight(name + ".bias", 1, outputs);
    SDVariable y = sd.mmul(x.variable(), w, false, true, false).add(b);
    return new PaddedTensor(
        activation == Activation.RELU ? sd.nn().relu(y, 0) : y, x.rows(), outputs);
  }

  @Override
  public PaddedTensor dropout(PaddedTensor x, double rate) {
    if (!training || (float) rate == 0) {
      return x;
    }
    SDVariable mask = masks.dropout(x, (float) rate, seeds.nextSeed());
    return new PaddedTensor(x.variable().mul(mask), x.rows(), x.columns());
  }

  @Override
  public PaddedTensor columns(PaddedTensor x, int from, int count) {
    SDVariable part = sd.slice(x.variable(), new int[] {0, from}, x.rows().count(), count);
    return new PaddedTensor(part, x.rows(), count);
  }

  @Override
  public PaddedTensor attention(
      PaddedTensor query, PaddedTensor key, PaddedTensor value, Attention layout, double dropout) {
    int heads = layout.heads();
    int size = query.columns() / heads;
    SDVariable scores =
        sd.mmul(heads(query, heads), heads(key, heads), false, true, false)
            .mul(1 / Math.sqrt(size))
            .add(masks.visibility(query.rows(), key.rows(), layout.causal()));
    SDVariable probabilities = sd.nn().softmax(scores, 3);
    if (training && (float) dropout != 0) {
      probabilities =
          probabilities.mul(
              masks.dropout(query.rows(), key.rows(), heads, (float) dropout, seeds.nextSeed()));
    }
    SDVariable seen = sd.mmul(probabilities, heads(value, heads));
    SDVariable joined = sd.permute(seen, 0, 2, 1, 3).reshape(query.rows().count(), query.columns());
    return new PaddedTensor(joined, query.rows(), query.columns());
  }

  @Override
  public PaddedTensor residualNorm(
      PaddedTensor residual, PaddedTensor x, String name, double dropout) {
    int embed = x.columns();
    SDVariable sum = residual.variable().add(dropout(x, dropout).variable());
    SDVariable average = graph.average(embed);
    SDVariable centred = sum.sub(sum.mmul(average));
    // Not a quotient: the derivative of the division operation is wrong for a single token.
    SDVariable inverse =
        sd.math().pow(sd.math().square(centred).mmul(average).add(LayerNorm.EPSILON), -0.5);
    SDVariable weight = weight(name + WeightDeclarations.NORM_WEIGHT, 1, embed);
    SDVariable bias = weight(name + ".bias", 1, embed);
    return new PaddedTensor(centred.mul(inverse).mul(weight).add(bias), x.rows(), embed);
  }

  @Override
  public PaddedTensor concatTime(List<PaddedTensor> parts, Segments segments) {
    PaddedTensor first = parts.get(0);
    PaddedRows rows = first.rows().times(parts.size());
    SDVariable[] sequences =
        parts.stream()
            .map(
                part -> part.variable().reshape(rows.batch(), part.rows().width(), first.columns()))
            .toArray(SDVariable[]::new);
    SDVariable joined = sd.concat(1, sequences).reshape(rows.count(), first.columns());
    return new PaddedTensor(joined, rows, first.columns());
  }

  @Override
  public PaddedTensor logits(PaddedTensor hidden, Outputs.Layer layer) {
    SDVariable table = weight(layer.table(), layer.vocabulary(), hidden.columns());
    SDVariable scores = sd.mmul(hidden.variable(), table, false, true, false);
    return new PaddedTensor(scores, hidden.rows(), layer.vocabulary());
  }

  /** By a product with rows of ones and zeros: the gradient of SameDiff's own lookup is wrong. */
  @Override
  public PaddedTensor rows(PaddedTensor x, int[] rows) {
    int[] padded = x.rows().ofPacked();
    int count = x.rows().count();
    float[] chosen = new float[rows.length * count];
    for (int r = 0; r < rows.length; r++) {
      chosen[r * count + padded[rows[r]]] = 1;
    }
    SDVariable result = sd.mmul(graph.input(chosen, rows.length, count), x.variable());
    PaddedRows one = new PaddedRows(Segments.of(rows.length), rows.length, false, 1);
    return new PaddedTensor(result, one, x.columns());
  }

  @Override
  public PaddedTensor crossEntropy(PaddedTensor hidden, Outputs.Layer layer, Targets targets) {
    int embed = hidden.columns();
    SDVariable table = weight(layer.table(), layer.vocabulary(), embed);
    double weight = lossWeight * targets.weight();
    GraphLoss loss = new GraphLoss(graph, table, layer.vocabulary(), training, weight);
    SDVariable truth = lookUp(layer.table(), targets.ids(), hidden.rows(), embed);
    return new PaddedTensor(loss.of(hidden, truth, targets.smoothing()), null, 2);
  }

  @Override
  public PaddedTensor sum(List<PaddedTensor> losses) {
    SDVariable sum = number(losses.get(0), 0);
    for (PaddedTensor loss : losses.subList(1, losses.size())) {
      sum = sum.add(number(loss, 0));
    }
    return new PaddedTensor(sd.concat(0, sum, number(losses.get(0), 1)), null, 2);
  }

  /** One of the two numbers of a loss, {@code [1]}. */
  private SDVariable number(PaddedTensor loss, int index) {
    return sd.slice(loss.variable(), new int[] {index}, 1);
  }

  /** The first rows and columns of a weight, {@code [rows, columns]}. */
  private SDVariable weight(String name, int rows, int columns) {
    Weight weight = weights.weight(name);
    String input = name + "." + rows + "x" + columns;
    if (training) {
      graph.receiveGradient(
          input, gradient -> add(gradient, weight.gradient().prefix(rows, columns)));
    }
    return graph.input(input, () -> weight.value().prefix(rows, columns).toArray(), rows, columns);
  }

  /** The first {@code embed} columns of the embeddings of {@code ids}, padded. */
  private SDVariable lookUp(String table, int[] ids, PaddedRows rows, int embed) {
    Weight weight = weights.weight(table);
    SDVariable embeddings =
        graph.input(rows.pad(embeddings(weight, ids, embed), embed), rows.count(), embed);
    if (training) {
      graph.receiveGradient(
          embeddings.name(),
          gradient -> addToTable(weight, ids, rows.pack(gradient, embed), embed));
    }
    return embeddings;
  }

  /** {@code [batch, heads, time, headSize]}. */
  private SDVariable heads(PaddedTensor x, int heads) {
    PaddedRows rows = x.rows();
    SDVariable split = x.variable().reshape(rows.batch(), rows.width(), heads, x.columns() / heads);
    return sd.permute(split, 0, 2, 1, 3);
  }

  private void add(float[] gradient, Matrix sum) {
    Arena.Mark mark = arena.mark();
    Matrix addend = arena.allocate(sum.rows(), sum.columns());
    addend.assign(gradient);
    Elementwise.addScaled(1, addend, sum);
    arena.release(mark);
  }

  private void addToTable(Weight table, int[] ids, float[] gradient, int embed) {
    Arena.Mark mark = arena.mark();
    Matrix rows = arena.allocate(ids.length, embed);
    rows.assign(gradient);
    Matrix sums = table.gradient().columns(0, embed);
    for (int r = 0; r < rows.rows(); r++) {
      Elementwise.addScaledRow(1, rows, r, sums, ids[r]);
    }
    arena.release(mark);
  }

  private static float[] embeddings(Weight table, int[] ids, int embed) {
    float[] rows = new float[ids.length * embed];
    for (int r = 0; r < ids.length; r++) {
      float[] row = table.value().rows(ids[r], 1).columns(0, embed).toArray();
      System.arraycopy(row, 0, rows, r * embed, embed);
    }
    return rows;
  }

  private static float[] positions(Tokens tokens, int embed, int fullWidth) {
    Segments segments = tokens.segments();
    List<float[]> table = new ArrayList<>();
    for (int t = 0; t < segments.longest(); t++) {
      table.add(Sinusoids.row(Sinusoids.FIRST_ROW + tokens.firstPosition() + t, fullWidth));
    }
    float[] rows = new float[segments.rows() * embed];
    for (int b = 0; b < segments.count(); b++) {
      for (int t = 0; t < segments.length(b); t++) {
        System.arraycopy(table.get(t), 0, rows, (segments.start(b) + t) * embed, embed);
      }
    }
    return rows;
  }

  /** Inputs of a graph that say what is seen and what is dropped, padded from their packed form. */
  private static final class Masks {
    private static final float MASKED = -1e9f;

    private final Graph graph;
    private final Arena arena;
    private final Map<Visibility, SDVariable> visibilities = new HashMap<>();

    private record Visibility(PaddedRows queries, PaddedRows keys, boolean causal) {}

    Masks(Graph graph, Arena arena) {
      this.graph = graph;
      this.arena = arena;
    }

    /** What is added to attention scores, {@code [batch, 1, queries, keys]}. */
    SDVariable visibility(PaddedRows queries, PaddedRows keys, boolean causal) {
      if (causal && queries.left()) {
        throw new IllegalArgumentException("causal attention needs queries padded on the right");
      }
      return visibilities.computeIfAbsent(
          new Visibility(queries, keys, causal),
          v -> graph.input(scores(v), queries.batch(), 1, queries.width(), keys.width()));
    }

    private static float[] scores(Visibility v) {
      PaddedRows queries = v.queries();
      PaddedRows keys = v.keys();
      float[] scores = new float[queries.count() * keys.width()];
      Arrays.fill(scores, MASKED);
      for (int b = 0; b < queries.batch(); b++) {
        // Padding sees what its neighbours see: something, so that its softmax is defined.
        for (int column = 0; column < queries.width(); column++) {
          int row = (b * queries.width() + column) * keys.width();
          int seen = v.causal() ? Math.min(column + 1, keys.length(b)) : keys.length(b);
          for (int k = 0; k < seen; k++) {
            scores[row + keys.column(b, k)] = 0;
          }
        }
      }
      return scores;
    }

    /** What a tensor is multiplied with, {@code [batch * time, columns]}. */
    SDVariable dropout(PaddedTensor x, float rate, int seed) {
      PaddedRows rows = x.rows();
      float[] packed = packed(rows.ofPacked().length, x.columns(), rate, seed);
      return graph.input(rows.pad(packed, x.columns()), rows.count(), x.columns());
    }

    /** What attention probabilities are multiplied with, {@code [batch, heads, queries, keys]}. */
    SDVariable dropout(PaddedRows queries, PaddedRows keys, int heads, float rate, int seed) {
      float[] padded = new float[queries.count() * heads * keys.width()];
      for (int b = 0; b < queries.batch(); b++) {
        int length = DropoutMasks.rowLength(keys.length(b));
        for (int h = 0; h < heads; h++) {
          int head = b * heads + h;
          float[] packed =
              packed(queries.length(b), length, rate, DropoutMasks.headSeed(seed, head));
          for (int q = 0; q < queries.length(b); q++) {
            int row = (head * queries.width() + queries.column(b, q)) * keys.width();
            for (int k = 0; k < keys.length(b); k++) {
              padded[row + keys.column(b, k)] = packed[q * length + k];
            }
          }
        }
      }
      return graph.input(padded, queries.batch(), heads, queries.width(), keys.width());
    }

    private float[] packed(int rows, int columns, float rate, int seed) {
      Arena.Mark mark = arena.mark();
      Matrix mask = arena.allocate(rows, columns);
      mask.fill(1f);
      Elementwise.dropout(mask, rate, seed);
      float[] values = mask.toArray();
      arena.release(mark);
      return values;
    }
  }
}

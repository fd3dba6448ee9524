package org.mosnas.model.engine.samediff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosnas.model.engine.DropoutMasks;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.engine.samediff.PaddedRows.PaddedTensor;
import org.mosnas.model.kernel.Elementwise;
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
    SDVariable embeddings = lookUp(weights.weight(table), tokens.ids(), rows, embed);
    SDVariable positions =
        graph.input(rows.pad(positions(tokens, embed, fullWidth), embed), rows.count(), embed);
    return new PaddedTensor(embeddings.mul(Math.sqrt(embed)).add(positions), rows, embed);
  }

  @Override
  public PaddedTensor embedSum(Tables tables, Tokens tokens, int[] types, int embed) {
    PaddedRows rows = PaddedRows.of(tokens);
    SDVariable words = lookUp(weights.weight(tables.words()), tokens.ids(), rows, embed);
    SDVariable places = lookUp(weights.weight(tables.positions()), places(tokens), rows, embed);
    SDVariable kinds = lookUp(weights.weight(tables.types()), types, rows, embed);
    return new PaddedTensor(words.add(places).add(kinds), rows, embed);
  }

  /** Positions of packed tokens, {@code [tokens]}. */
  private static int[] places(Tokens tokens) {
    Segments segments = tokens.segments();
    int[] places = new int[segments.rows()];
    for (int b = 0; b < segments.count(); b++) {
      for (int t = 0; t < segments.length(b); t++) {
        places[segments.start(b) + t] = tokens.firstPosition() + t;
      }
    }
    return places;
  }

  @Override
  public PaddedTensor linear(PaddedTensor x, String name, int outputs, Activation activation) {
    SDVariable w = weight(name + ".weight", outputs, x.columns());
    SDVariable b = weight(name + ".bias", 1, outputs);
    SDVariable y = sd.mmul(x.variable(), w, false, true, false).add(b);
    return new PaddedTensor(activated(y, activation), x.rows(), outputs);
  }

  private SDVariable activated(SDVariable y, Activation activation) {
    return switch (activation) {
      case NONE -> y;
      case RELU -> sd.nn().relu(y, 0);
      case GELU -> y.mul(0.5).mul(sd.math().erf(y.mul(Math.sqrt(0.5))).add(1));
      case TANH -> sd.math().tanh(y);
    };
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
      PaddedTensor residual, PaddedTensor x, Norm norm, double dropout) {
    SDVariable sum = residual.variable().add(dropout(x, dropout).variable());
    return norm(new PaddedTensor(sum, x.rows(), x.columns()), norm);
  }

  @Override
  public PaddedTensor norm(PaddedTensor x, Norm norm) {
    int embed = x.columns();
    SDVariable sum = x.variable();
    SDVariable average = graph.average(embed);
    SDVariable centred = sum.sub(sum.mmul(average));
    // Not a quotient: the derivative of the division operation is wrong for a single token.
    SDVariable inverse =
        sd.math().pow(sd.math().square(centred).mmul(average).add(norm.epsilon()), -0.5);
    SDVariable weight = weight(norm.name() + WeightDeclarations.NORM_WEIGHT, 1, embed);
    SDVariable bias = weight(norm.name() + ".bias", 1, embed);
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
    SDVariable shifted =
        layer.bias().map(bias -> scores.add(weight(bias, 1, layer.vocabulary()))).orElse(scores);
    return new PaddedTensor(shifted, hidden.rows(), layer.vocabulary());
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
  public PaddedTensor crossEntropy(
      PaddedTensor hidden, Outputs.Layer layer, Targets targets, Soft soft) {
    PaddedTensor labels = crossEntropy(hidden, layer, targets);
    GraphScores scores = scores(hidden, layer, targets.ids());
    return sum(List.of(labels, teaching().scores(hidden, scores, soft)));
  }

  @Override
  public PaddedTensor meanSquare(PaddedTensor x, Matrix wanted, double weight) {
    return teaching().meanSquare(x, wanted, weight);
  }

  @Override
  public PaddedTensor relations(PaddedTensor x, Relations wanted) {
    return teaching().relations(x, wanted);
  }

  private GraphTeaching teaching() {
    return new GraphTeaching(graph, lossWeight);
  }

  @Override
  public PaddedTensor crossEntropy(PaddedTensor hidden, Outputs.Layer layer, Targets targets) {
    int embed = hidden.columns();
    double weight = lossWeight * targets.weight();
    int[] ids = targets.ids();
    SDVariable truth = lookUp(weights.weight(layer.table()), ids, hidden.rows(), embed);
    GraphLoss loss = new GraphLoss(graph, scores(hidden, layer, ids), weight);
    return new PaddedTensor(loss.of(hidden, truth, targets.smoothing()), null, 2);
  }

  private GraphScores scores(PaddedTensor hidden, Outputs.Layer layer, int[] ids) {
    SDVariable table = weight(layer.table(), layer.vocabulary(), hidden.columns());
    Optional<GraphScores.Bias> bias =
        layer
            .bias()
            .map(
                name ->
                    new GraphScores.Bias(
                        weight(name, 1, layer.vocabulary()),
                        lookUp(column(weights.weight(name)), ids, hidden.rows(), 1)));
    return new GraphScores(graph, table, layer.vocabulary(), bias, training);
  }

  /** A vector as a table of one column. */
  private static Weight column(Weight vector) {
    Matrix gradient = vector.gradient();
    return new Weight(column(vector.value()), gradient == null ? null : column(gradient));
  }

  private static Matrix column(Matrix row) {
    return new Matrix(row.memory(), row.offset(), row.columns(), 1, 1);
  }

  @Override
  public PaddedTensor squaredError(PaddedTensor hidden, Outputs.Layer layer, Numbers numbers) {
    PaddedRows rows = hidden.rows();
    SDVariable values = graph.input(rows.pad(numbers.values(), 1), rows.count(), 1);
    SDVariable tokens = graph.input(rows.mask(), rows.count(), 1);
    SDVariable differences = scores(hidden, layer).sub(values).mul(tokens);
    SDVariable sum = sd.math().square(differences).sum().reshape(1);
    SDVariable weighted = sum.mul(lossWeight * numbers.weight());
    return new PaddedTensor(sd.concat(0, weighted, sum), null, 2);
  }

  /**
   * Scores of a layer with one output, {@code [rows, 1]}. Not by {@link #logits}: the derivative of
   * the product of one row with one row is wrong.
   */
  private SDVariable scores(PaddedTensor hidden, Outputs.Layer layer) {
    int embed = hidden.columns();
    SDVariable row = weight(layer.table(), 1, embed);
    SDVariable products = hidden.variable().mul(row).mmul(graph.average(embed)).mul(embed);
    return layer.bias().map(bias -> products.add(weight(bias, 1, 1))).orElse(products);
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
  private SDVariable lookUp(Weight weight, int[] ids, PaddedRows rows, int embed) {
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
}

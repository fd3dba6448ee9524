package org.mosnas.model.engine.cost;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.LossOps;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.space.SubnetCost;

/**
 * The interpreter that counts: parameters, floating-point operations and activation memory of what
 * was run on it.
 *
 * <p>Operations are counted as HAT's profiler does, two per multiply-accumulate: products, the
 * scaling of queries and of embeddings, one per element of a layer norm, and a few constants;
 * biases, softmax and rectifiers are free. The projection to the vocabulary is counted apart.
 * Parameters are counted once however often they are used, a vocabulary matrix at the widest use.
 * Learned positions, types of texts and the bias of an output layer are counted with the vocabulary
 * matrices. Not thread-safe.
 */
public final class CostOps implements LossOps<CostShape> {
  /** What HAT's profiler counts per attention whatever its size. */
  private static final int ATTENTION_CONSTANT = 3;

  private final ToIntFunction<String> vocabularies;
  private final Map<String, Integer> tableWidths = new HashMap<>();
  private final Map<String, Integer> outputBiases = new HashMap<>();
  private final Set<String> counted = new HashSet<>();
  private long parameters;
  private long multiplyAccumulates;
  private long outputMultiplyAccumulates;
  private long keptFloats;

  /**
   * Starts at zero.
   *
   * @param vocabularies rows of a vocabulary matrix by its name; only asked for those that occur
   */
  public CostOps(ToIntFunction<String> vocabularies) {
    this.vocabularies = vocabularies;
  }

  @Override
  public CostShape embed(String table, Tokens tokens, int embed, int fullWidth) {
    CostShape y = keep(new CostShape(tokens.ids().length, embed));
    table(table, embed);
    multiplyAccumulates += y.size() + y.rows();
    return y;
  }

  @Override
  public CostShape embedSum(Tables tables, Tokens tokens, int[] types, int embed) {
    table(tables.words(), embed);
    table(tables.positions(), embed);
    table(tables.types(), embed);
    return keep(new CostShape(tokens.ids().length, embed));
  }

  @Override
  public CostShape linear(CostShape x, String name, int outputs, Activation activation) {
    parameters(name, (long) outputs * x.columns() + outputs);
    multiplyAccumulates += x.size() * outputs;
    if (activation == Activation.GELU || activation == Activation.TANH) {
      keptFloats += (long) x.rows() * outputs;
    }
    return keep(new CostShape(x.rows(), outputs));
  }

  @Override
  public CostShape dropout(CostShape x, double rate) {
    return x;
  }

  @Override
  public CostShape columns(CostShape x, int from, int count) {
    if (from < 0 || from + count > x.columns()) {
      throw new IllegalArgumentException("columns " + from + ".." + (from + count) + " of " + x);
    }
    return new CostShape(x.rows(), count);
  }

  @Override
  public CostShape attention(
      CostShape query, CostShape key, CostShape value, Attention layout, double dropout) {
    long pairs = 0;
    for (int b = 0; b < layout.queries().count(); b++) {
      pairs += (long) layout.queries().length(b) * layout.keys().length(b);
    }
    multiplyAccumulates += pairs * (query.columns() + value.columns());
    multiplyAccumulates += query.size() + ATTENTION_CONSTANT;
    keptFloats += pairs * layout.heads();
    return keep(query);
  }

  @Override
  public CostShape residualNorm(CostShape residual, CostShape x, Norm norm, double dropout) {
    requireSameShape(residual, x);
    parameters(norm.name(), 2L * x.columns());
    multiplyAccumulates += x.size();
    keptFloats += x.rows();
    return keep(x);
  }

  @Override
  public CostShape norm(CostShape x, Norm norm) {
    keptFloats += x.size();
    return residualNorm(x, x, norm, 0);
  }

  @Override
  public CostShape concatTime(List<CostShape> parts, Segments segments) {
    parts.forEach(part -> requireSameShape(parts.get(0), part));
    return keep(new CostShape(parts.size() * parts.get(0).rows(), parts.get(0).columns()));
  }

  @Override
  public CostShape logits(CostShape hidden, Outputs.Layer layer) {
    project(hidden, layer);
    return keep(new CostShape(hidden.rows(), layer.vocabulary()));
  }

  @Override
  public CostShape rows(CostShape x, int[] rows) {
    return keep(new CostShape(rows.length, x.columns()));
  }

  @Override
  public CostShape crossEntropy(CostShape hidden, Outputs.Layer layer, Targets targets) {
    project(hidden, layer);
    keep(hidden);
    return keep(new CostShape(1, 2));
  }

  @Override
  public CostShape crossEntropy(CostShape hidden, Outputs.Layer layer, Targets targets, Soft soft) {
    outputMultiplyAccumulates += (long) soft.hidden().size() * layer.vocabulary();
    return crossEntropy(hidden, layer, targets);
  }

  @Override
  public CostShape meanSquare(CostShape x, Matrix wanted, double weight) {
    return keep(new CostShape(1, 2));
  }

  @Override
  public CostShape relations(CostShape x, Relations wanted) {
    return keep(new CostShape(1, 2));
  }

  @Override
  public CostShape squaredError(CostShape hidden, Outputs.Layer layer, Numbers numbers) {
    keep(logits(hidden, layer));
    return keep(new CostShape(1, 2));
  }

  @Override
  public CostShape sum(List<CostShape> losses) {
    return keep(new CostShape(1, 2));
  }

  /** Parameters and operations of everything run so far. */
  public SubnetCost cost() {
    long embeddings = outputBiases.values().stream().mapToInt(Integer::intValue).sum();
    for (Map.Entry<String, Integer> table : tableWidths.entrySet()) {
      embeddings += (long) vocabularies.applyAsInt(table.getKey()) * table.getValue();
    }
    return new SubnetCost(
        parameters, 2 * multiplyAccumulates, embeddings, 2 * outputMultiplyAccumulates);
  }

  /**
   * Memory of the values that a training pass keeps for its way back, in bytes: the result of every
   * operation, attention probabilities and the deviations of layer norms. Gradients, weights and
   * logits, of which only a part exists at a time, come on top.
   */
  public long activationBytes() {
    return keptFloats * Float.BYTES;
  }

  private void project(CostShape hidden, Outputs.Layer layer) {
    table(layer.table(), hidden.columns());
    layer.bias().ifPresent(bias -> outputBiases.put(bias, layer.vocabulary()));
    outputMultiplyAccumulates += hidden.size() * layer.vocabulary();
  }

  private void table(String name, int width) {
    tableWidths.merge(name, width, Math::max);
  }

  private void parameters(String name, long count) {
    if (counted.add(name)) {
      parameters += count;
    }
  }

  private CostShape keep(CostShape shape) {
    keptFloats += shape.size();
    return shape;
  }

  private static void requireSameShape(CostShape x, CostShape y) {
    if (!x.equals(y)) {
      throw new IllegalArgumentException("shapes differ: " + x + ", " + y);
    }
  }
}

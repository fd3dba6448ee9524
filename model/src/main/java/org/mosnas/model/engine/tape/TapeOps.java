package org.mosnas.model.engine.tape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosnas.model.engine.DropoutMasks;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.kernel.Gemm;
import org.mosnas.model.kernel.LayerNorm;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.LossOps;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.WeightDeclarations;
import org.mosnas.model.network.Weights;
import org.mosnas.model.network.Weights.Weight;

/**
 * The eager interpreter: computes on the spot and, in training, records how to go back.
 *
 * <p>One per pass: make it, run the network, call {@link #backward()}, then reset the arena. Its
 * tensors live in the arena of its {@link Workbench}. Not thread-safe.
 */
public final class TapeOps implements LossOps<TapeTensor> {
  private final Workbench bench;
  private final Weights weights;
  private final Arena arena;
  private final Gemm gemm;
  private final boolean training;
  private final DropoutMasks masks;
  private final double lossWeight;
  private final List<Runnable> tape = new ArrayList<>();

  private TapeOps(Workbench bench, Weights weights, boolean training, Pass pass) {
    this.bench = bench;
    this.weights = weights;
    this.arena = bench.arena();
    this.gemm = training ? bench.trainingGemm() : bench.gemm();
    this.training = training;
    this.masks = new DropoutMasks(pass.dropoutSeed());
    this.lossWeight = pass.weight();
  }

  /** Records for {@link #backward()} and drops out by {@code dropoutSeed}. */
  public static TapeOps training(Workbench bench, Weights weights, Pass pass) {
    return new TapeOps(bench, weights, true, pass);
  }

  /** Values only, no dropout. */
  public static TapeOps inference(Workbench bench, Weights weights) {
    return new TapeOps(bench, weights, false, Pass.of(0));
  }

  @Override
  public TapeTensor embed(String table, Tokens tokens, int embed, int fullWidth) {
    Weight weight = weights.weight(table);
    TapeTensor y = output(tokens.ids().length, embed);
    float scale = (float) Math.sqrt(embed);
    Embedding.forward(weight.value(), bench.positions(fullWidth), tokens, scale, y.value());
    record(() -> Embedding.backward(tokens, scale, y.gradient(arena), weight.gradient()));
    return y;
  }

  @Override
  public TapeTensor embedSum(Tables tables, Tokens tokens, int[] types, int embed) {
    TapeTensor y = output(tokens.ids().length, embed);
    SummedEmbeddings sum =
        new SummedEmbeddings(
            weights.weight(tables.words()),
            weights.weight(tables.positions()),
            weights.weight(tables.types()),
            tokens,
            types);
    sum.forward(y.value());
    record(() -> sum.backward(y.gradient(arena)));
    return y;
  }

  @Override
  public TapeTensor linear(TapeTensor x, String name, int outputs, Activation activation) {
    Weight w = weights.weight(name + ".weight");
    Weight b = weights.weight(name + ".bias");
    TapeTensor y = output(x.value().rows(), outputs);
    gemm.timesTransposed(1, x.value(), w.value(), 0, y.value());
    ActivationKernel after = new ActivationKernel(activation, arena, training);
    after.forward(y.value(), b.value());
    record(
        () -> {
          Matrix dy = y.gradient(arena);
          after.backward(y.value(), dy, b.gradient());
          gemm.transposedTimes(1, dy, x.value(), 1, w.gradient());
          float beta = x.beta(arena);
          gemm.times(1, dy, w.value(), beta, x.gradient(arena));
        });
    return y;
  }

  @Override
  public TapeTensor dropout(TapeTensor x, double rate) {
    if (!training || rate == 0) {
      return x;
    }
    int seed = masks.nextSeed();
    Elementwise.dropout(x.value(), (float) rate, seed);
    record(() -> Elementwise.dropout(x.gradient(arena), (float) rate, seed));
    return x;
  }

  @Override
  public TapeTensor columns(TapeTensor x, int from, int count) {
    return new TapeTensor(x.value().columns(from, count), x, from);
  }

  @Override
  public TapeTensor attention(
      TapeTensor query, TapeTensor key, TapeTensor value, Attention layout, double dropout) {
    float rate = training ? (float) dropout : 0f;
    int seed = rate == 0 ? 0 : masks.nextSeed();
    AttentionKernel kernel = new AttentionKernel(gemm, arena, layout, rate, seed, training);
    TapeTensor y = output(query.value().rows(), query.value().columns());
    kernel.forward(query.value(), key.value(), value.value(), y.value());
    record(
        () -> {
          Matrix dy = y.gradient(arena);
          Matrix dq = query.gradient(arena);
          Matrix dk = key.gradient(arena);
          Matrix dv = value.gradient(arena);
          Arena.Mark mark = arena.mark();
          kernel.backward(query.value(), key.value(), value.value(), dy, dq, dk, dv);
          arena.release(mark);
        });
    return y;
  }

  @Override
  public TapeTensor residualNorm(TapeTensor residual, TapeTensor x, Norm norm, double dropout) {
    Weight weight = weights.weight(norm.name() + WeightDeclarations.NORM_WEIGHT);
    Weight bias = weights.weight(norm.name() + ".bias");
    float rate = training ? (float) dropout : 0f;
    int seed = rate == 0 ? 0 : masks.nextSeed();
    TapeTensor y = output(x.value().rows(), x.value().columns());
    Matrix inverse = arena.allocate(1, x.value().rows());
    LayerNorm.forward(
        residual.value(),
        x.value(),
        weight.value(),
        bias.value(),
        rate,
        seed,
        norm.epsilon(),
        y.value(),
        inverse);
    record(
        () -> {
          x.beta(arena);
          LayerNorm.backward(
              y.gradient(arena),
              x.value(),
              inverse,
              weight.value(),
              weight.gradient(),
              bias.gradient(),
              rate,
              seed,
              residual.gradient(arena),
              x.gradient(arena));
        });
    return y;
  }

  /** With nothing added to {@code x}, which stays as it is: an activation may need its output. */
  @Override
  public TapeTensor norm(TapeTensor x, Norm norm) {
    TapeTensor nothing = output(x.value().rows(), x.value().columns());
    Elementwise.clear(nothing.value());
    return residualNorm(x, nothing, norm, 0);
  }

  @Override
  public TapeTensor concatTime(List<TapeTensor> parts, Segments segments) {
    int columns = parts.get(0).value().columns();
    TapeTensor y = output(parts.size() * segments.rows(), columns);
    TimeConcat.forward(parts.stream().map(TapeTensor::value).toList(), segments, y.value());
    record(
        () ->
            TimeConcat.backward(
                y.gradient(arena),
                segments,
                parts.stream().map(part -> part.gradient(arena)).toList()));
    return y;
  }

  @Override
  public TapeTensor logits(TapeTensor hidden, Outputs.Layer layer) {
    Weight weight = weights.weight(layer.table());
    Matrix table = weight.value().prefix(layer.vocabulary(), hidden.value().columns());
    TapeTensor y = output(hidden.value().rows(), layer.vocabulary());
    gemm.timesTransposed(1, hidden.value(), table, 0, y.value());
    Optional<Weight> bias = layer.bias().map(weights::weight);
    bias.ifPresent(b -> Elementwise.addBias(y.value(), b.value()));
    record(
        () -> {
          Matrix dy = y.gradient(arena);
          bias.ifPresent(b -> Elementwise.addColumnSums(dy, b.gradient()));
          gemm.transposedTimes(
              1,
              dy,
              hidden.value(),
              1,
              weight.gradient().prefix(layer.vocabulary(), hidden.value().columns()));
          float beta = hidden.beta(arena);
          gemm.times(1, dy, table, beta, hidden.gradient(arena));
        });
    return y;
  }

  @Override
  public TapeTensor rows(TapeTensor x, int[] rows) {
    TapeTensor y = output(rows.length, x.value().columns());
    for (int r = 0; r < rows.length; r++) {
      Elementwise.copy(x.value().rows(rows[r], 1), y.value().rows(r, 1));
    }
    record(
        () -> {
          Matrix dx = x.gradient(arena);
          for (int r = 0; r < rows.length; r++) {
            Elementwise.addScaledRow(1f, y.gradient(arena), r, dx, rows[r]);
          }
        });
    return y;
  }

  @Override
  public TapeTensor crossEntropy(TapeTensor hidden, Outputs.Layer layer, Targets targets) {
    return crossEntropy(hidden, layer, targets, Optional.empty());
  }

  @Override
  public TapeTensor crossEntropy(
      TapeTensor hidden, Outputs.Layer layer, Targets targets, Soft soft) {
    return crossEntropy(hidden, layer, targets, Optional.of(soft));
  }

  private TapeTensor crossEntropy(
      TapeTensor hidden, Outputs.Layer layer, Targets targets, Optional<Soft> soft) {
    Weight weight = weights.weight(layer.table());
    int embed = hidden.value().columns();
    Matrix table = weight.value().prefix(layer.vocabulary(), embed);
    Optional<Weight> bias = layer.bias().map(weights::weight);
    TapeTensor y = output(1, 2);
    Optional<TapeLoss.Gradients> gradients =
        training
            ? Optional.of(
                new TapeLoss.Gradients(
                    weight.gradient().prefix(layer.vocabulary(), embed),
                    bias.map(Weight::gradient),
                    arena.allocate(hidden.value().rows(), embed)))
            : Optional.empty();
    TapeLoss loss = new TapeLoss(gemm, arena, table, bias.map(Weight::value));
    Matrix in = hidden.value();
    if (soft.isPresent()) {
      loss.taught(in, targets, soft.get(), (float) lossWeight, gradients, y.value());
    } else {
      loss.run(in, targets, (float) (lossWeight * targets.weight()), gradients, y.value());
    }
    gradients.ifPresent(into -> record(() -> hidden.addGradient(into.hidden(), arena)));
    return y;
  }

  @Override
  public TapeTensor squaredError(TapeTensor hidden, Outputs.Layer layer, Numbers numbers) {
    TapeTensor scores = logits(hidden, layer);
    float weight = (float) (lossWeight * numbers.weight());
    TapeTensor y = output(1, 2);
    double sum = 0;
    for (int r = 0; r < numbers.values().length; r++) {
      double difference = (double) scores.value().get(r, 0) - numbers.values()[r];
      sum += difference * difference;
    }
    y.value().set(0, 0, weight * (float) sum);
    y.value().set(0, 1, (float) sum);
    record(
        () -> {
          Matrix ds = scores.gradient(arena);
          for (int r = 0; r < numbers.values().length; r++) {
            float difference = scores.value().get(r, 0) - numbers.values()[r];
            ds.set(r, 0, ds.get(r, 0) + 2 * weight * difference);
          }
        });
    return y;
  }

  @Override
  public TapeTensor meanSquare(TapeTensor x, Matrix wanted, double weight) {
    Matrix difference = arena.allocate(x.value().rows(), x.value().columns());
    Elementwise.copy(x.value(), difference);
    Elementwise.addScaled(-1, wanted, difference);
    double sum = 0;
    for (int r = 0; r < difference.rows(); r++) {
      sum += Elementwise.dotRows(difference, r, difference, r);
    }
    double mean = sum / difference.columns();
    float factor = (float) (2 * lossWeight * weight / difference.columns());
    record(() -> Elementwise.addScaled(factor, difference, x.gradient(arena)));
    return loss(lossWeight * weight * mean, mean);
  }

  @Override
  public TapeTensor relations(TapeTensor x, Relations wanted) {
    RelationKernel kernel = new RelationKernel(gemm, arena, wanted);
    double divergence = kernel.forward(x.value());
    double weight = lossWeight * wanted.weight();
    record(() -> kernel.backward(x.value(), (float) weight, x.gradient(arena)));
    return loss(weight * divergence, divergence);
  }

  private TapeTensor loss(double loss, double reported) {
    TapeTensor y = output(1, 2);
    y.value().set(0, 0, (float) loss);
    y.value().set(0, 1, (float) reported);
    return y;
  }

  /** The gradients of losses are known as soon as they are computed, so only values are added. */
  @Override
  public TapeTensor sum(List<TapeTensor> losses) {
    TapeTensor y = output(1, 2);
    float sum = 0;
    for (TapeTensor loss : losses) {
      sum += loss.value().get(0, 0);
    }
    y.value().set(0, 0, sum);
    y.value().set(0, 1, losses.get(0).value().get(0, 1));
    return y;
  }

  /** Runs the tape backwards; gradients of the weights are added to those of {@link Weights}. */
  public void backward() {
    for (int i = tape.size() - 1; i >= 0; i--) {
      tape.get(i).run();
    }
    tape.clear();
  }

  /** A tensor with these values that nothing flows back through. */
  public TapeTensor constant(Matrix value) {
    return new TapeTensor(value);
  }

  private TapeTensor output(int rows, int columns) {
    return new TapeTensor(arena.allocate(rows, columns));
  }

  private void record(Runnable backward) {
    if (training) {
      tape.add(backward);
    }
  }
}

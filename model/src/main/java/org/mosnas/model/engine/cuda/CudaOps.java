package org.mosnas.model.engine.cuda;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mosnas.model.engine.DropoutMasks;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.engine.cuda.DeviceWeights.DeviceWeight;
import org.mosnas.model.kernel.cuda.AttentionKernels;
import org.mosnas.model.kernel.cuda.AttentionKernels.Gradient;
import org.mosnas.model.kernel.cuda.DeviceActivation;
import org.mosnas.model.kernel.cuda.DeviceArena;
import org.mosnas.model.kernel.cuda.DeviceDropout;
import org.mosnas.model.kernel.cuda.DeviceMatrix;
import org.mosnas.model.kernel.cuda.Factor;
import org.mosnas.model.kernel.cuda.Products;
import org.mosnas.model.kernel.cuda.RowKernels;
import org.mosnas.model.kernel.cuda.RowKernels.NormGradients;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.LossOps;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.WeightDeclarations;

/**
 * The interpreter on the device: queues kernels and, in training, records how to go back.
 *
 * <p>One per pass: make it, run the network, call {@link #backward()}, then reset the bench. Its
 * tensors live in the arena of its bench. Not thread-safe.
 */
public final class CudaOps implements LossOps<CudaTensor> {
  private final CudaBench bench;
  private final DeviceWeights weights;
  private final DeviceArena arena;
  private final RowKernels rows;
  private final Products products;
  private final boolean training;
  private final DropoutMasks masks;
  private final double lossWeight;
  private final List<Runnable> tape = new ArrayList<>();

  private CudaOps(CudaBench bench, DeviceWeights weights, boolean training, Pass pass) {
    this.bench = bench;
    this.weights = weights;
    this.arena = bench.arena();
    this.rows = bench.rows();
    this.products = bench.products();
    this.training = training;
    this.masks = new DropoutMasks(pass.dropoutSeed());
    this.lossWeight = pass.weight();
    products.begin(training);
  }

  /** Records for {@link #backward()} and drops out by the seed of {@code pass}. */
  public static CudaOps training(CudaBench bench, DeviceWeights weights, Pass pass) {
    return new CudaOps(bench, weights, true, pass);
  }

  /** Values only, no dropout. */
  public static CudaOps inference(CudaBench bench, DeviceWeights weights) {
    return new CudaOps(bench, weights, false, Pass.of(0));
  }

  @Override
  public CudaTensor embed(String table, Tokens tokens, int embed, int fullWidth) {
    DeviceWeight weight = weights.weight(table);
    CudaTensor y = output(tokens.ids().length, embed);
    CudaEmbeddings embeddings = new CudaEmbeddings(bench, tokens);
    embeddings.scaled(weight.value(), fullWidth, y.raw());
    record(() -> embeddings.scaledBackward(y.gradient(), weight));
    return y;
  }

  @Override
  public CudaTensor embedSum(Tables tables, Tokens tokens, int[] types, int embed) {
    CudaEmbeddings.Tables of =
        new CudaEmbeddings.Tables(
            weights.weight(tables.words()),
            weights.weight(tables.positions()),
            weights.weight(tables.types()));
    CudaTensor y = output(tokens.ids().length, embed);
    CudaEmbeddings embeddings = new CudaEmbeddings(bench, tokens);
    embeddings.sum(of, types, y.raw());
    record(() -> embeddings.sumBackward(y.gradient(), of, types));
    return y;
  }

  @Override
  public CudaTensor linear(CudaTensor x, String name, int outputs, Activation activation) {
    DeviceWeight w = weights.weight(name + ".weight");
    DeviceWeight b = weights.weight(name + ".bias");
    Factor in = x.factor();
    Factor weight = products.factor(w.value());
    CudaTensor y = output(x.raw().rows(), outputs);
    products.timesTransposed(1, in, weight, 0, y.raw());
    y.endsWith(LinearEnd.of(b, onDevice(activation, y.raw())));
    record(
        () -> {
          DeviceMatrix dy = y.gradient();
          y.end().backward(rows, y.raw(), dy);
          Factor back = products.factor(dy);
          products.transposedTimes(1, back, in, 1, w.gradient());
          timesInto(back, weight, x);
        });
    return y;
  }

  private DeviceActivation onDevice(Activation activation, DeviceMatrix y) {
    return switch (activation) {
      case NONE -> DeviceActivation.NONE;
      case RELU -> DeviceActivation.RECTIFIER;
      case GELU -> DeviceActivation.gelu(likeIt(y));
      case TANH -> DeviceActivation.tanh(likeIt(y));
    };
  }

  /** Memory of the same shape for the way back, if there is one. */
  private Optional<DeviceMatrix> likeIt(DeviceMatrix y) {
    return training ? Optional.of(arena.allocate(y.rows(), y.columns())) : Optional.empty();
  }

  /** Adds {@code dy w} to the gradient of {@code x}. */
  private void timesInto(Factor dy, Factor w, CudaTensor x) {
    Gradient target = x.target();
    products.times(1, dy, w, target.adds() ? 1 : 0, target.matrix());
  }

  @Override
  public CudaTensor dropout(CudaTensor x, double rate) {
    if (!training || rate == 0) {
      return x;
    }
    DeviceDropout dropout = DeviceDropout.of((float) rate, masks.nextSeed());
    if (!x.isView() && x.end().takesDropout(dropout)) {
      return x;
    }
    CudaTensor y = dense(x);
    rows.dropout(y.value(), dropout);
    record(() -> rows.dropout(y.gradient(), dropout));
    return y;
  }

  /** The same values in memory of their own; the tensor itself if it has that already. */
  private CudaTensor dense(CudaTensor x) {
    if (!x.isView()) {
      return x;
    }
    CudaTensor y = output(x.raw().rows(), x.raw().columns());
    rows.copy(1, x.value(), y.raw(), false);
    record(() -> x.addGradient(y.gradient()));
    return y;
  }

  @Override
  public CudaTensor columns(CudaTensor x, int from, int count) {
    return x.columns(from, count);
  }

  @Override
  public CudaTensor attention(
      CudaTensor query, CudaTensor key, CudaTensor value, Attention layout, double dropout) {
    AttentionKernels.Heads heads =
        new AttentionKernels.Heads(
            query.value(),
            key.value(),
            value.value(),
            layout.heads(),
            layout.causal(),
            nextDropout(dropout),
            bench.tiles(layout.queries(), layout.keys()));
    CudaTensor y = output(query.raw().rows(), query.raw().columns());
    DeviceMatrix logSums = arena.allocate(y.raw().rows(), layout.heads());
    bench.attention().forward(heads, y.raw(), logSums);
    record(
        () -> {
          DeviceMatrix dy = y.gradient();
          DeviceMatrix dots = arena.allocate(logSums.rows(), logSums.columns());
          bench
              .attention()
              .backward(
                  heads,
                  new AttentionKernels.Back(y.raw(), dy, logSums, dots),
                  query.target(),
                  key.target(),
                  value.target());
        });
    return y;
  }

  private DeviceDropout nextDropout(double rate) {
    boolean drops = training && (float) rate != 0;
    return drops ? DeviceDropout.of((float) rate, masks.nextSeed()) : DeviceDropout.NONE;
  }

  @Override
  public CudaTensor residualNorm(
      CudaTensor residualView, CudaTensor view, Ops.Norm declared, double dropout) {
    CudaTensor residual = dense(residualView);
    CudaTensor x = dense(view);
    NormWeights of = normWeights(declared);
    RowKernels.Norm norm = of.norm(arena.allocate(1, x.raw().rows()), nextDropout(dropout));
    CudaTensor y = output(x.raw().rows(), x.raw().columns());
    Optional<DeviceMatrix> before = x.end().leaveBias();
    rows.norm(residual.value(), x.value(), before, norm, y.raw());
    record(
        () -> {
          Gradient target = residual.target();
          NormGradients gradients =
              new NormGradients(
                  of.weight().gradient(),
                  of.bias().gradient(),
                  x.end().leftGradient().orElseGet(() -> arena.allocate(1, x.raw().columns())),
                  target.matrix(),
                  target.adds(),
                  Optional.of(x.target().matrix()));
          rows.normBackward(y.gradient(), x.raw(), norm, gradients);
        });
    return y;
  }

  @Override
  public CudaTensor norm(CudaTensor view, Ops.Norm declared) {
    CudaTensor x = dense(view);
    int columns = x.raw().columns();
    NormWeights of = normWeights(declared);
    RowKernels.Norm norm = of.norm(arena.allocate(1, x.raw().rows()), DeviceDropout.NONE);
    CudaTensor y = output(x.raw().rows(), columns);
    DeviceMatrix normalised = arena.allocate(x.raw().rows(), columns);
    rows.norm(x.value(), normalised, norm, y.raw());
    record(
        () -> {
          Gradient target = x.target();
          NormGradients gradients =
              new NormGradients(
                  of.weight().gradient(),
                  of.bias().gradient(),
                  arena.allocate(1, columns),
                  target.matrix(),
                  target.adds(),
                  Optional.empty());
          rows.normBackward(y.gradient(), normalised, norm, gradients);
        });
    return y;
  }

  private record NormWeights(DeviceWeight weight, DeviceWeight bias, float epsilon) {
    RowKernels.Norm norm(DeviceMatrix inverse, DeviceDropout dropout) {
      return new RowKernels.Norm(weight.value(), bias.value(), inverse, epsilon, dropout);
    }
  }

  private NormWeights normWeights(Ops.Norm declared) {
    return new NormWeights(
        weights.weight(declared.name() + WeightDeclarations.NORM_WEIGHT),
        weights.weight(declared.name() + ".bias"),
        declared.epsilon());
  }

  @Override
  public CudaTensor concatTime(List<CudaTensor> parts, Segments segments) {
    int columns = parts.get(0).raw().columns();
    CudaTensor y = output(parts.size() * segments.rows(), columns);
    for (int p = 0; p < parts.size(); p++) {
      rows.scatterRows(
          parts.get(p).value(), bench.ints(concatenated(segments, p, parts.size())), y.raw());
    }
    record(
        () -> {
          for (int p = 0; p < parts.size(); p++) {
            Gradient target = parts.get(p).target();
            rows.gatherRows(
                y.gradient(),
                bench.ints(concatenated(segments, p, parts.size())),
                target.matrix(),
                target.adds());
          }
        });
    return y;
  }

  /** Where the rows of one part go. */
  private static int[] concatenated(Segments segments, int part, int parts) {
    int[] index = new int[segments.rows()];
    for (int b = 0; b < segments.count(); b++) {
      int length = segments.length(b);
      for (int t = 0; t < length; t++) {
        index[segments.start(b) + t] = segments.start(b) * parts + part * length + t;
      }
    }
    return index;
  }

  @Override
  public CudaTensor logits(CudaTensor hidden, Outputs.Layer layer) {
    DeviceWeight weight = weights.weight(layer.table());
    int embed = hidden.raw().columns();
    Factor in = hidden.factor();
    Factor table = products.factor(weight.value().prefix(layer.vocabulary(), embed));
    CudaTensor y = output(hidden.raw().rows(), layer.vocabulary());
    products.timesTransposed(1, in, table, 0, y.raw());
    layer
        .bias()
        .map(weights::weight)
        .ifPresent(bias -> y.endsWith(LinearEnd.of(bias, DeviceActivation.NONE)));
    record(
        () -> {
          y.end().backward(rows, y.raw(), y.gradient());
          Factor dy = products.factor(y.gradient());
          products.transposedTimes(
              1, dy, in, 1, weight.gradient().prefix(layer.vocabulary(), embed));
          timesInto(dy, table, hidden);
        });
    return y;
  }

  @Override
  public CudaTensor rows(CudaTensor x, int[] wanted) {
    CudaTensor y = output(wanted.length, x.raw().columns());
    rows.gatherRows(x.value(), bench.ints(wanted), y.raw(), false);
    record(() -> CudaEmbeddings.addRows(bench, y.gradient(), wanted, 1, x.gradient()));
    return y;
  }

  @Override
  public CudaTensor squaredError(CudaTensor hidden, Outputs.Layer layer, Numbers numbers) {
    CudaTensor scores = logits(hidden, layer);
    int[] bits = new int[numbers.values().length];
    Arrays.setAll(bits, r -> Float.floatToRawIntBits(numbers.values()[r]));
    CudaTensor y = output(1, 2);
    Optional<DeviceMatrix> gradient = likeIt(scores.raw());
    float factor = (float) (lossWeight * numbers.weight());
    bench.losses().squaredErrors(scores.value(), bench.ints(bits), factor, gradient, y.raw());
    record(() -> scores.addGradient(gradient.orElseThrow()));
    return y;
  }

  @Override
  public CudaTensor crossEntropy(
      CudaTensor hidden, Outputs.Layer layer, Targets targets, Soft soft) {
    throw EngineKind.CUDA.noTeachers();
  }

  @Override
  public CudaTensor meanSquare(CudaTensor x, Matrix wanted, double weight) {
    throw EngineKind.CUDA.noTeachers();
  }

  @Override
  public CudaTensor relations(CudaTensor x, Relations wanted) {
    throw EngineKind.CUDA.noTeachers();
  }

  @Override
  public CudaTensor crossEntropy(CudaTensor hidden, Outputs.Layer layer, Targets targets) {
    DeviceWeight weight = weights.weight(layer.table());
    DeviceMatrix in = hidden.value();
    CudaTensor y = output(1, 2);
    CudaLoss loss =
        new CudaLoss(
            bench,
            weight.value().prefix(layer.vocabulary(), in.columns()),
            layer.bias().map(weights::weight),
            targets);
    float factor = (float) (lossWeight * targets.weight());
    if (!training) {
      loss.values(in, factor, y.raw());
      return y;
    }
    DeviceMatrix dHidden = arena.allocate(in.rows(), in.columns());
    loss.trained(
        in,
        factor,
        new CudaLoss.Gradients(weight.gradient().prefix(layer.vocabulary(), in.columns()), dHidden),
        y.raw());
    record(() -> hidden.addGradient(dHidden));
    return y;
  }

  /** The gradients of losses are known as soon as they are computed, so only values are added. */
  @Override
  public CudaTensor sum(List<CudaTensor> losses) {
    CudaTensor y = output(1, 2);
    for (int i = 0; i < losses.size(); i++) {
      bench.losses().add(losses.get(i).value(), i == 0, y.raw());
    }
    return y;
  }

  /** Queues the way back; gradients of the weights are added to those of the weights. */
  public void backward() {
    for (int i = tape.size() - 1; i >= 0; i--) {
      tape.get(i).run();
    }
    tape.clear();
  }

  /** A tensor with these values that nothing flows back through. */
  CudaTensor constant(DeviceMatrix value) {
    return new CudaTensor(bench, value);
  }

  private CudaTensor output(int rowCount, int columns) {
    return new CudaTensor(bench, arena.allocate(rowCount, columns));
  }

  private void record(Runnable backward) {
    if (training) {
      tape.add(backward);
    }
  }
}

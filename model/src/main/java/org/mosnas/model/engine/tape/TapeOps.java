package org.mosnas.model.engine.tape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosnas.model.engine.DropoutMasks;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.engine.PositionTable;
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
  public TapeTensor linear(TapeTensor x, String name, int outputs, Activation activation) {
    Weight w = weights.weight(name + ".weight");
    Weight b = weights.weight(name + ".bias");
    TapeTensor y = output(x.value().rows(), outputs);
    gemm.timesTransposed(1, x.value(), w.value(), 0, y.value());
    if (activation == Activation.RELU) {
      Elementwise.addBiasRelu(y.value(), b.value());
    } else {
      Elementwise.addBias(y.value(), b.value());
    }
    record(
        () -> {
          Matrix dy = y.gradient(arena);
          if (activation == Activation.RELU) {
            Elementwise.reluBackward(y.value(), dy, b.gradient());
          } else {
            Elementwise.addColumnSums(dy, b.gradient());
          }
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
  public TapeTensor residualNorm(TapeTensor residual, TapeTensor x, String name, double dropout) {
    Weight weight = weights.weight(name + WeightDeclarations.NORM_WEIGHT);
    Weight bias = weights.weight(name + ".bias");
    float rate = training ? (float) dropout : 0f;
    int seed = rate == 0 ? 0 : masks.nextSeed();
    TapeTensor y = output(x.value().rows(), x.value().columns());
    Matrix inverse = arena.allocate(1, x.value().rows());
    LayerNorm.forward(
        residual.value(), x.value(), weight.value(), bias.value(), rate, seed, y.value(), inverse);
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
    record(
        () -> {
          Matrix dy = y.gradient(arena);
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
    Weight weight = weights.weight(layer.table());
    int embed = hidden.value().columns();
    Matrix table = weight.value().prefix(layer.vocabulary(), embed);
    TapeTensor y = output(1, 2);
    Optional<TapeLoss.Gradients> gradients =
        training
            ? Optional.of(
                new TapeLoss.Gradients(
                    weight.gradient().prefix(layer.vocabulary(), embed),
                    arena.allocate(hidden.value().rows(), embed)))
            : Optional.empty();
    new TapeLoss(gemm, arena, table)
        .run(
            hidden.value(), targets, (float) (lossWeight * targets.weight()), gradients, y.value());
    gradients.ifPresent(into -> record(() -> hidden.addGradient(into.hidden(), arena)));
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

  /** Looks embeddings of tokens up and adds those of their positions. */
  private static final class Embedding {
    private Embedding() {}

    static void forward(
        Matrix table, PositionTable positionTable, Tokens tokens, float scale, Matrix y) {
      Segments segments = tokens.segments();
      int last = tokens.firstPosition() + segments.longest();
      Matrix positions = positionTable.positions(last).columns(0, y.columns());
      Matrix embeddings = table.columns(0, y.columns());
      for (int b = 0; b < segments.count(); b++) {
        for (int t = 0; t < segments.length(b); t++) {
          int row = segments.start(b) + t;
          Elementwise.setScaledRow(scale, embeddings, tokens.ids()[row], y, row);
          Elementwise.addScaledRow(1f, positions, tokens.firstPosition() + t, y, row);
        }
      }
    }

    static void backward(Tokens tokens, float scale, Matrix dy, Matrix tableGradient) {
      Matrix sums = tableGradient.columns(0, dy.columns());
      for (int row = 0; row < dy.rows(); row++) {
        Elementwise.addScaledRow(scale, dy, row, sums, tokens.ids()[row]);
      }
    }
  }

  /** Concatenation in time of packed sequences. */
  private static final class TimeConcat {
    private TimeConcat() {}

    static void forward(List<Matrix> parts, Segments segments, Matrix y) {
      int n = parts.size();
      for (int b = 0; b < segments.count(); b++) {
        int length = segments.length(b);
        for (int p = 0; p < n; p++) {
          Elementwise.copy(
              parts.get(p).rows(segments.start(b), length),
              y.rows(segments.start(b) * n + p * length, length));
        }
      }
    }

    static void backward(Matrix dy, Segments segments, List<Matrix> gradients) {
      int n = gradients.size();
      for (int b = 0; b < segments.count(); b++) {
        int length = segments.length(b);
        for (int p = 0; p < n; p++) {
          Elementwise.addScaled(
              1f,
              dy.rows(segments.start(b) * n + p * length, length),
              gradients.get(p).rows(segments.start(b), length));
        }
      }
    }
  }
}

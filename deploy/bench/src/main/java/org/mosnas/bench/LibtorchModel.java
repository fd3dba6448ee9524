package org.mosnas.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.network.Sinusoids;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.supernet.Supernet;

/** A case's network in libtorch, with the same first weights as on our engines. */
final class LibtorchModel implements AutoCloseable {
  private static final int POSITIONS = 256;

  private final PtNDManager manager;
  private final PtSymbolBlock script;
  private final Supernet supernet;
  private final TranslationShape shape;
  private final PtNDArray[] weights;
  private final PtNDArray[] positions;

  /**
   * Loads the network.
   *
   * @param threads that libtorch may use for one operation
   */
  LibtorchModel(BenchCase bench, int threads) {
    this.supernet = bench.network();
    this.shape = bench.networkShape();
    this.manager = (PtNDManager) NDManager.newBaseManager(Device.cpu());
    JniUtils.setNumThreads(threads);
    String source = LibtorchScript.of(supernet, padded(bench.data()));
    try {
      this.script =
          JniUtils.loadModule(
              manager, new ByteArrayInputStream(ScriptArchive.of(source)), false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.weights = firstWeights();
    this.positions =
        new PtNDArray[] {
          sinusoids(shape.fullWidth().encoder(), bench.spec().encoderEmbed()),
          sinusoids(shape.fullWidth().decoder(), bench.spec().decoderEmbed())
        };
  }

  private static boolean padded(TokenBatch batch) {
    return Arrays.stream(batch.sourceLengths()).distinct().count() > 1;
  }

  private PtNDArray[] firstWeights() {
    List<PtNDArray> arrays = new ArrayList<>();
    try (ParameterBank bank = FirstWeights.of(supernet)) {
      for (ParameterLayout.Slot slot : bank.layout().slots().values()) {
        Shape shape =
            slot.rows() == 1 ? new Shape(slot.columns()) : new Shape(slot.rows(), slot.columns());
        int from = slot.offset() * Float.BYTES;
        // A tensor shares the memory it is set to: copy it before the bank is closed.
        try (PtNDArray shared = manager.create(shape, DataType.FLOAT32)) {
          shared.set(
              bank.memory()
                  .bytes()
                  .slice(from, slot.size() * Float.BYTES)
                  .order(ByteOrder.nativeOrder()));
          arrays.add((PtNDArray) shared.duplicate());
        }
      }
    }
    return arrays.toArray(PtNDArray[]::new);
  }

  private PtNDArray sinusoids(int fullWidth, int width) {
    float[] table = new float[POSITIONS * width];
    for (int p = 0; p < POSITIONS; p++) {
      float[] row = Sinusoids.row(p + Sinusoids.FIRST_ROW, fullWidth);
      System.arraycopy(row, 0, table, p * width, width);
    }
    return (PtNDArray) manager.create(table, new Shape(POSITIONS, width));
  }

  /** The network whose weights it has. */
  Supernet supernet() {
    return supernet;
  }

  /** The weights in the order of the layout. */
  PtNDArray[] weights() {
    return weights.clone();
  }

  /** Tensors of zeros shaped as the weights. */
  PtNDArray[] zeros() {
    return Arrays.stream(weights)
        .map(weight -> (PtNDArray) manager.zeros(weight.getShape()))
        .toArray(PtNDArray[]::new);
  }

  /** As many scalars of zero as there are weights. */
  PtNDArray[] zeroSteps() {
    return Arrays.stream(weights)
        .map(weight -> (PtNDArray) manager.create(0f))
        .toArray(PtNDArray[]::new);
  }

  /** A vector of integers. */
  PtNDArray integers(long... values) {
    return (PtNDArray) manager.create(values);
  }

  /** A batch as the script's {@code loss} takes it. */
  NDList inputs(TokenBatch batch) {
    NDList inputs = new NDList();
    addNamed(inputs, weights, "weights[]");
    int[][] source = batch.paddedSource();
    inputs.add(matrix(source));
    inputs.add(matrix(sourcePositions(source, batch.sourceLengths())));
    inputs.add(mask(source, batch.sourceLengths()));
    inputs.add(matrix(batch.paddedTargetIn()));
    inputs.add(
        manager.create(
            Arrays.stream(batch.paddedTargetOut())
                .flatMapToInt(Arrays::stream)
                .asLongStream()
                .toArray()));
    addNamed(inputs, positions, "positions[]");
    return inputs;
  }

  private static void addNamed(NDList list, PtNDArray[] arrays, String name) {
    for (PtNDArray array : arrays) {
      array.setName(name);
      list.add(array);
    }
  }

  private static int[][] sourcePositions(int[][] padded, int[] lengths) {
    int[][] positions = new int[padded.length][padded[0].length];
    for (int b = 0; b < padded.length; b++) {
      int first = padded[b].length - lengths[b];
      for (int t = first; t < padded[b].length; t++) {
        positions[b][t] = t - first;
      }
    }
    return positions;
  }

  /** What is added to the scores of the source, {@code [batch, 1, 1, time]}. */
  private NDArray mask(int[][] padded, int[] lengths) {
    int time = padded[0].length;
    float[] mask = new float[padded.length * time];
    for (int b = 0; b < padded.length; b++) {
      Arrays.fill(mask, b * time, b * time + time - lengths[b], Float.NEGATIVE_INFINITY);
    }
    return manager.create(mask, new Shape(padded.length, 1, 1, time));
  }

  /** Token ids, {@code [batch, time]}. */
  PtNDArray matrix(int[][] rows) {
    long[] values = Arrays.stream(rows).flatMapToInt(Arrays::stream).asLongStream().toArray();
    return (PtNDArray) manager.create(values, new Shape(rows.length, rows[0].length));
  }

  /** Positions of sources without padding, {@code [batch, time]}. */
  PtNDArray evenPositions(int batch, int time) {
    int[][] positions = new int[batch][time];
    for (int[] row : positions) {
      Arrays.setAll(row, t -> t);
    }
    return matrix(positions);
  }

  /** Keys and values of no tokens for {@code sentences}, with the heads that each layer has. */
  PtNDArray[] emptyCaches(int sentences) {
    List<PtNDArray> caches = new ArrayList<>();
    for (DecoderLayerSpec layer : shape.envelope().decoder()) {
      int width = shape.qkvSize() / layer.selfHeads();
      for (int i = 0; i < 2; i++) {
        caches.add((PtNDArray) manager.zeros(new Shape(sentences, layer.selfHeads(), 0, width)));
      }
    }
    return caches.toArray(PtNDArray[]::new);
  }

  /** Where its tensors live. */
  PtNDManager manager() {
    return manager;
  }

  /** Tables of positions as a list of the script. */
  IValue positions() {
    return IValue.listFrom(positions);
  }

  /** Runs {@code forward} with gradients: the loss, then the gradient of every weight. */
  NDList forward(NDList inputs) {
    prepareThread();
    JniUtils.setGradMode(true);
    return IValueUtils.forward(script, inputs, true);
  }

  /**
   * Settings that libtorch keeps per thread. Its graph optimizer differentiates scripts by rules
   * that know no in-place operations; without it, operations run and differentiate one by one, as
   * they do in Python.
   */
  private static void prepareThread() {
    JniUtils.setGraphExecutorOptimize(false);
  }

  /** Runs a method without gradients; closes the arguments. */
  IValue call(String method, IValue... arguments) {
    prepareThread();
    try {
      return IValueUtils.runMethod(script, method, arguments);
    } finally {
      Arrays.stream(arguments).forEach(IValue::close);
    }
  }

  /** Runs a method that returns tensors; they belong to the caller. */
  PtNDArray[] tensors(String method, IValue... arguments) {
    try (IValue result = call(method, arguments)) {
      return result.toTensorArray(manager);
    }
  }

  /** The number of a tensor that is one. */
  static double number(NDArray scalar) {
    return scalar.toType(DataType.FLOAT64, false).toDoubleArray()[0];
  }

  @Override
  public void close() {
    script.close();
    manager.close();
  }
}

package org.mosnas.model.engine.samediff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A SameDiff graph with the values of its inputs. It is run once and closed, which frees every
 * array it made. Not thread-safe.
 */
final class Graph implements AutoCloseable {
  private final SameDiff sameDiff = SameDiff.create();
  private final Map<String, INDArray> values = new LinkedHashMap<>();
  private final Map<String, Consumer<float[]>> receivers = new LinkedHashMap<>();

  /** The graph to add operations to. */
  SameDiff sameDiff() {
    return sameDiff;
  }

  /** The input called {@code name}; its values are asked for the first time only. */
  SDVariable input(String name, Supplier<float[]> contents, long... shape) {
    if (values.containsKey(name)) {
      return sameDiff.getVariable(name);
    }
    values.put(name, Nd4j.create(contents.get(), shape, 'c'));
    return sameDiff.placeHolder(name, DataType.FLOAT, shape);
  }

  /** An input with a name of its own. */
  SDVariable input(float[] contents, long... shape) {
    return input("input." + values.size(), () -> contents, shape);
  }

  /** Has the gradient of the input called {@code name}, row by row, given to {@code receiver}. */
  void receiveGradient(String name, Consumer<float[]> receiver) {
    receivers.put(name, receiver);
  }

  /** Computes one node. */
  float[] value(SDVariable node) {
    return run(List.of(node.name())).get(node.name());
  }

  /**
   * Computes one node and the gradients of the inputs.
   *
   * @param start gradient of {@code node}, of its shape
   */
  float[] valueAndGradients(SDVariable node, SDVariable start) {
    Map<String, SDVariable> gradients =
        Backpropagation.gradients(sameDiff, node, start, receivers.keySet());
    List<String> wanted = new ArrayList<>();
    wanted.add(node.name());
    gradients.values().forEach(gradient -> wanted.add(gradient.name()));
    Map<String, float[]> results = run(wanted);
    receivers.forEach(
        (input, receiver) -> {
          if (gradients.containsKey(input)) {
            receiver.accept(results.get(gradients.get(input).name()));
          }
        });
    return results.get(node.name());
  }

  private Map<String, float[]> run(List<String> names) {
    InferenceSession session = new InferenceSession(sameDiff);
    GraphMemory memory = new GraphMemory();
    session.setMmgr(memory);
    sameDiff.getSessions().put(Thread.currentThread().getId(), session);
    try {
      Map<String, float[]> results = new HashMap<>();
      sameDiff
          .output(values, names.toArray(String[]::new))
          .forEach((name, array) -> results.put(name, contents(array)));
      return results;
    } finally {
      sameDiff.getSessions().clear();
      memory.close();
    }
  }

  private static float[] contents(INDArray array) {
    try (INDArray rowByRow = array.dup('c')) {
      return rowByRow.data().asFloat();
    }
  }

  @Override
  public void close() {
    values.values().forEach(INDArray::close);
    values.clear();
  }
}

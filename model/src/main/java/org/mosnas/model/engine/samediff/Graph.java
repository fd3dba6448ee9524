package org.mosnas.model.engine.samediff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A SameDiff graph with the values of its inputs. It is run once and closed, which frees every
 * array it made. Not thread-safe.
 */
final class Graph implements AutoCloseable {
  private final SameDiff sameDiff = SameDiff.create();
  private final Map<String, INDArray> values = new LinkedHashMap<>();
  private final Map<String, Consumer<float[]>> receivers = new LinkedHashMap<>();
  private final Map<String, SDVariable> knownGradients = new LinkedHashMap<>();
  private final Set<String> constants = new HashSet<>();

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

  /**
   * What rows are multiplied with for their means, {@code [columns, 1]}: faster than a reduction,
   * which also adds up one after another in single precision and loses small addends.
   */
  SDVariable average(int columns) {
    return input(
        "average." + columns,
        () -> {
          float[] column = new float[columns];
          Arrays.fill(column, 1f / columns);
          return column;
        },
        columns,
        1);
  }

  /** Has the gradient of the input called {@code name}, row by row, given to {@code receiver}. */
  void receiveGradient(String name, Consumer<float[]> receiver) {
    receivers.put(name, receiver);
  }

  /** Has {@code node} taken for a constant when differentiating; returns it. */
  SDVariable constant(SDVariable node) {
    constants.add(node.name());
    return node;
  }

  /**
   * Differentiates a part of the graph by itself.
   *
   * @param start gradient of {@code node}, of its shape
   * @param wanted nodes that {@code node} depends on
   * @return their gradients, by their names
   */
  Map<String, SDVariable> gradients(SDVariable node, SDVariable start, SDVariable... wanted) {
    Set<String> names = Arrays.stream(wanted).map(SDVariable::name).collect(Collectors.toSet());
    return Backpropagation.gradients(sameDiff, Map.of(node.name(), start), names, constants);
  }

  /** Adds {@code gradient} to what flows back into {@code node} from the result of the graph. */
  void addGradient(SDVariable node, SDVariable gradient) {
    knownGradients.merge(node.name(), gradient, SDVariable::add);
  }

  /** Computes one node. */
  float[] value(SDVariable node) {
    return values(List.of(node)).get(node.name());
  }

  /** Computes some nodes; their values by their names. */
  Map<String, float[]> values(List<SDVariable> nodes) {
    Map<String, float[]> computed = new HashMap<>();
    Map<String, Consumer<float[]>> wanted = new LinkedHashMap<>();
    for (SDVariable node : nodes) {
      wanted.put(node.name(), contents -> computed.put(node.name(), contents));
    }
    run(wanted);
    return computed;
  }

  /**
   * Computes one node and the gradients of the inputs.
   *
   * @param start gradient of {@code node}, of its shape
   */
  float[] valueAndGradients(SDVariable node, SDVariable start) {
    addGradient(node, start);
    Map<String, SDVariable> gradients =
        Backpropagation.gradients(sameDiff, knownGradients, receivers.keySet(), constants);
    float[][] value = new float[1][];
    Map<String, Consumer<float[]>> wanted = new LinkedHashMap<>();
    wanted.put(node.name(), contents -> value[0] = contents);
    receivers.forEach(
        (input, receiver) -> {
          if (gradients.containsKey(input)) {
            wanted.merge(gradients.get(input).name(), receiver, Consumer::andThen);
          }
        });
    run(wanted);
    return value[0];
  }

  private void run(Map<String, Consumer<float[]>> wanted) {
    InferenceSession session = new InferenceSession(sameDiff);
    GraphMemory memory = new GraphMemory();
    session.setMmgr(memory);
    sameDiff.getSessions().put(Thread.currentThread().getId(), session);
    try {
      Map<String, INDArray> results =
          sameDiff.output(values, wanted.keySet().toArray(String[]::new));
      // One after another: a copy of all gradients would be as large as the network.
      wanted.forEach((name, receiver) -> receiver.accept(contents(results.get(name))));
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

  /**
   * Frees the arrays that a graph makes while it runs: each after its last use, what is left
   * together.
   *
   * <p>SameDiff's own managers keep a cache per graph, or leave results to the garbage collector,
   * which sees only their small handles and lets gigabytes of native memory pile up. No operation
   * of ours returns a view of its input, so an array can go although what was made of it stays.
   */
  static final class GraphMemory extends AbstractMemoryMgr {
    private final List<INDArray> arrays = new ArrayList<>();

    @Override
    public INDArray allocate(boolean detached, DataType type, long... shape) {
      return remember(Nd4j.createUninitializedDetached(type, shape));
    }

    @Override
    public INDArray allocate(boolean detached, LongShapeDescriptor descriptor) {
      return remember(Nd4j.create(descriptor, false));
    }

    private INDArray remember(INDArray array) {
      arrays.add(array);
      return array;
    }

    @Override
    public void release(INDArray array) {
      if (!array.wasClosed() && array.closeable()) {
        array.close();
      }
    }

    @Override
    public void close() {
      arrays.forEach(this::release);
      arrays.clear();
    }
  }

  /**
   * Adds the derivatives of a graph to the graph itself.
   *
   * <p>The derivative of every operation is SameDiff's. Its own walk through the graph is not used:
   * it builds a second copy of the graph and prints a line per operation to standard output, which
   * is where our commands write their results.
   */
  private static final class Backpropagation {
    private final SameDiff graph;
    private final Set<String> constants;
    private final Set<String> dependent;
    private final Map<String, SDVariable> gradients;

    private Backpropagation(
        SameDiff graph, Map<String, SDVariable> starts, Set<String> wanted, Set<String> constants) {
      this.graph = graph;
      this.constants = constants;
      this.dependent = new HashSet<>(wanted);
      this.gradients = new HashMap<>(starts);
    }

    /**
     * Differentiates.
     *
     * @param starts gradients by the names of what is differentiated, of the same shapes
     * @param wanted names of nodes, such as inputs
     * @param constants names of nodes that nothing flows back through
     * @return the gradient of each wanted node that something depends on, by its name
     */
    static Map<String, SDVariable> gradients(
        SameDiff graph, Map<String, SDVariable> starts, Set<String> wanted, Set<String> constants) {
      Backpropagation walk = new Backpropagation(graph, starts, wanted, constants);
      walk.run();
      walk.gradients.keySet().retainAll(wanted);
      return walk.gradients;
    }

    private void run() {
      // Operations were added in the order in which they can be computed.
      List<SameDiffOp> operations = new ArrayList<>(graph.getOps().values());
      for (SameDiffOp operation : operations) {
        if (operation.getInputsToOp().stream().anyMatch(dependent::contains)) {
          dependent.addAll(operation.getOutputsOfOp());
          dependent.removeAll(constants);
        }
      }
      for (int i = operations.size() - 1; i >= 0; i--) {
        differentiate(operations.get(i));
      }
    }

    private void differentiate(SameDiffOp operation) {
      String output = operation.getOutputsOfOp().get(0);
      SDVariable gradient = gradients.get(output);
      if (gradient == null || !dependent.contains(output)) {
        return;
      }
      List<SDVariable> ofInputs = operation.getOp().doDiff(List.of(gradient));
      List<String> inputs = operation.getInputsToOp();
      for (int i = 0; i < ofInputs.size(); i++) {
        if (dependent.contains(inputs.get(i))) {
          gradients.merge(inputs.get(i), ofInputs.get(i), SDVariable::add);
        }
      }
    }
  }
}

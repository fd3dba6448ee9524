package org.mosnas.model.engine.samediff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/**
 * Adds the derivatives of a graph to the graph itself.
 *
 * <p>The derivative of every operation is SameDiff's. Its own walk through the graph is not used:
 * it builds a second copy of the graph and prints a line per operation to standard output, which is
 * where our commands write their results.
 */
final class Backpropagation {
  private final SameDiff graph;
  private final Set<String> dependent;
  private final Map<String, SDVariable> gradients = new HashMap<>();

  private Backpropagation(SameDiff graph, Set<String> wanted) {
    this.graph = graph;
    this.dependent = new HashSet<>(wanted);
  }

  /**
   * Differentiates.
   *
   * @param result what is differentiated
   * @param start its gradient, of the same shape
   * @param wanted names of the inputs
   * @return the gradient of each input that {@code result} depends on, by the input's name
   */
  static Map<String, SDVariable> gradients(
      SameDiff graph, SDVariable result, SDVariable start, Set<String> wanted) {
    Backpropagation walk = new Backpropagation(graph, wanted);
    walk.run(result, start);
    walk.gradients.keySet().retainAll(wanted);
    return walk.gradients;
  }

  private void run(SDVariable result, SDVariable start) {
    // Operations were added in the order in which they can be computed.
    List<SameDiffOp> operations = new ArrayList<>(graph.getOps().values());
    for (SameDiffOp operation : operations) {
      if (operation.getInputsToOp().stream().anyMatch(dependent::contains)) {
        dependent.addAll(operation.getOutputsOfOp());
      }
    }
    gradients.put(result.name(), start);
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

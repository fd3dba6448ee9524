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

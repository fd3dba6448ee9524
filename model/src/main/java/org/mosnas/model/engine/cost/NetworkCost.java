package org.mosnas.model.engine.cost;

import java.util.HashMap;
import java.util.Map;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.network.Role;
import org.mosnas.model.network.WeightDeclarations;
import org.mosnas.model.objective.CrossEntropy;
import org.mosnas.model.space.SubnetCost;
import org.mosnas.model.space.SubnetSpec;

/**
 * The cost of a subnet, from interpreting its network over one example.
 *
 * @param subnet parameters and operations
 * @param activationBytes memory of the values that a training pass keeps, per example
 */
public record NetworkCost(SubnetCost subnet, long activationBytes) {

  /**
   * The cost of what is {@linkplain NetworkShape#shipped shipped} of a subnet, at a length.
   *
   * @param shape of the supernet or of the subnet itself
   * @param spec any subnet; it need not be in a space
   * @param length tokens of every sequence of the example
   */
  public static NetworkCost of(NetworkShape shape, SubnetSpec spec, int length) {
    CostOps ops = new CostOps(tables(shape)::get);
    Batch one = shape.blank(1, length);
    new CrossEntropy(0)
        .loss(ops, shape.network(shape.shipped(spec), DropoutRates.NONE).run(ops, one), one);
    return new NetworkCost(ops.cost(), ops.activationBytes());
  }

  /** Rows of every table by its name. */
  private static Map<String, Integer> tables(NetworkShape shape) {
    Map<String, Integer> tables = new HashMap<>();
    shape.declare(
        new WeightDeclarations() {
          @Override
          public void table(String name, int vocabulary, int columns, Role role) {
            tables.put(name, vocabulary);
          }

          @Override
          public void linear(String name, int outputs, int inputs, Role role) {}

          @Override
          public void mixedLinear(String layer, String map, int outputs, int inputs, Role role) {}

          @Override
          public void bias(String name, int size, Role role) {}

          @Override
          public void norm(String name, int size) {}
        });
    return tables;
  }
}

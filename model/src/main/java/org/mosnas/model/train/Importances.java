package org.mosnas.model.train;

import java.util.List;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.objective.Objective;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Subnet;

/** How much every single parameter of a network matters. */
public final class Importances {
  private Importances() {}

  /**
   * The absolute parameters.
   *
   * @return in the layout of the network, {@code [floats]}
   */
  public static float[] ofMagnitude(DenseSubnet network) {
    float[] importances = network.parameters().clone();
    for (int i = 0; i < importances.length; i++) {
      importances[i] = Math.abs(importances[i]);
    }
    return importances;
  }

  /**
   * The absolute product of gradient and parameter, summed over batches.
   *
   * @param batches that the loss is computed of, without dropout
   * @param engine computes the passes; the caller closes it
   * @return in the layout of the network, {@code [floats]}
   * @throws TrainingDivergedException if the loss of a batch is not finite
   */
  public static float[] ofGradient(
      DenseSubnet network, List<? extends Batch> batches, Objective objective, Engine engine) {
    float[] parameters = network.parameters();
    float[] importances = new float[parameters.length];
    try (ParameterBank values = network.toBank();
        ParameterBank gradients = new ParameterBank(network.network().layout())) {
      for (int b = 0; b < batches.size(); b++) {
        gradients.clear();
        pass(network, values, gradients, batches.get(b), objective, engine);
        float[] products = gradients.toArray();
        for (int i = 0; i < products.length; i++) {
          importances[i] += Math.abs(products[i] * parameters[i]);
        }
      }
    }
    return importances;
  }

  private static void pass(
      DenseSubnet network,
      ParameterBank values,
      ParameterBank gradients,
      Batch batch,
      Objective objective,
      Engine engine) {
    engine.workbench().arena().reset();
    Subnet subnet =
        network.network().collapse(network.spec(), values, gradients, engine.workbench(), 0);
    PassResult result =
        engine.train(
            network.shape().network(network.spec(), DropoutRates.NONE),
            subnet,
            batch,
            objective,
            new Pass(0, 1));
    if (!Double.isFinite(result.loss())) {
      throw TrainingDivergedException.ofLoss(network.spec().id(), result.loss(), 0, 0);
    }
    subnet.backward();
  }
}

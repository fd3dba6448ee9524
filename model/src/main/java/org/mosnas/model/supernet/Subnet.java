package org.mosnas.model.supernet;

import java.util.List;
import java.util.Map;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Weights;

/**
 * The dense weights of one subnet: views of the supernet's parameters where they are shared, arrays
 * in the arena where they are mixed from experts. Valid until the arena is reset.
 */
public final class Subnet implements Weights {
  private final Map<String, Weight> weights;
  private final List<MixedWeights> mixed;
  private final Runnable routersBackward;

  Subnet(Map<String, Weight> weights, List<MixedWeights> mixed, Runnable routersBackward) {
    this.weights = weights;
    this.mixed = mixed;
    this.routersBackward = routersBackward;
  }

  @Override
  public Weight weight(String name) {
    Weight weight = weights.get(name);
    if (weight == null) {
      throw new IllegalArgumentException("the subnet has no weight called " + name);
    }
    return weight;
  }

  /** Takes the gradients of mixed weights back to experts and routers. */
  public void backward() {
    mixed.forEach(MixedWeights::backward);
    routersBackward.run();
  }

  /** One matrix and its bias, mixed. */
  record MixedWeights(
      List<Weight> expertWeights,
      List<Weight> expertBiases,
      Matrix coefficients,
      Matrix coefficientGradient,
      Weight weight,
      Weight bias) {

    /** {@code weight[n] = sum_i coefficients[n, i] * expert_i[n]}, and so for the bias. */
    void mix() {
      for (int n = 0; n < weight.value().rows(); n++) {
        int row = coefficientRow(n);
        float b = 0;
        for (int i = 0; i < expertWeights.size(); i++) {
          float p = coefficients.get(row, i);
          if (i == 0) {
            Elementwise.setScaledRow(p, expertWeights.get(i).value(), n, weight.value(), n);
          } else {
            Elementwise.addScaledRow(p, expertWeights.get(i).value(), n, weight.value(), n);
          }
          b += p * expertBiases.get(i).value().get(0, n);
        }
        bias.value().set(0, n, b);
      }
    }

    void backward() {
      for (int n = 0; n < weight.value().rows(); n++) {
        int row = coefficientRow(n);
        float db = bias.gradient().get(0, n);
        for (int i = 0; i < expertWeights.size(); i++) {
          float p = coefficients.get(row, i);
          Weight expert = expertWeights.get(i);
          Weight expertBias = expertBiases.get(i);
          Elementwise.addScaledRow(p, weight.gradient(), n, expert.gradient(), n);
          expertBias.gradient().set(0, n, expertBias.gradient().get(0, n) + p * db);
          float dp =
              Elementwise.dotRows(weight.gradient(), n, expert.value(), n)
                  + db * expertBias.value().get(0, n);
          coefficientGradient.set(row, i, coefficientGradient.get(row, i) + dp);
        }
      }
    }

    private int coefficientRow(int neuron) {
      return coefficients.rows() == 1 ? 0 : neuron;
    }
  }
}

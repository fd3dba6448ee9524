package org.mosnas.model.engine.tape;

import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Ops.Activation;

/**
 * What follows a product: a bias and an activation. Where its derivative cannot be told from its
 * output, it is kept.
 */
final class ActivationKernel {
  private final Activation activation;
  private final Arena arena;
  private final boolean keep;
  private Matrix slopes;

  /**
   * Prepares one activation.
   *
   * @param keep whether there will be a {@link #backward}
   */
  ActivationKernel(Activation activation, Arena arena, boolean keep) {
    this.activation = activation;
    this.arena = arena;
    this.keep = keep;
  }

  /** {@code y = activation(y + bias)}. */
  void forward(Matrix y, Matrix bias) {
    switch (activation) {
      case NONE -> Elementwise.addBias(y, bias);
      case RELU -> Elementwise.addBiasRelu(y, bias);
      case GELU -> {
        if (keep) {
          slopes = arena.allocate(y.rows(), y.columns());
          Elementwise.addBiasGelu(y, bias, slopes);
        } else {
          Elementwise.addBiasGelu(y, bias);
        }
      }
      case TANH -> {
        if (keep) {
          slopes = arena.allocate(y.rows(), y.columns());
          Elementwise.addBiasTanh(y, bias, slopes);
        } else {
          Elementwise.addBiasTanh(y, bias);
        }
      }
    }
  }

  /**
   * Takes the gradient {@code dy} back before the activation, in place, and adds that of the bias.
   *
   * @param y result of {@link #forward}
   */
  void backward(Matrix y, Matrix dy, Matrix biasGradient) {
    switch (activation) {
      case NONE -> Elementwise.addColumnSums(dy, biasGradient);
      case RELU -> Elementwise.reluBackward(y, dy, biasGradient);
      case GELU, TANH -> Elementwise.slopeBackward(slopes, dy, biasGradient);
    }
  }
}

package org.mosnas.model.engine.cuda;

import java.util.Optional;
import org.mosnas.model.engine.cuda.DeviceWeights.DeviceWeight;
import org.mosnas.model.kernel.cuda.DeviceActivation;
import org.mosnas.model.kernel.cuda.DeviceDropout;
import org.mosnas.model.kernel.cuda.DeviceMatrix;
import org.mosnas.model.kernel.cuda.RowKernels;

/**
 * What follows the product of a linear map: bias, activation, dropout. Put off until the value is
 * asked for, so that one kernel does all of it; a norm takes the bias upon itself.
 */
final class LinearEnd {
  /** Nothing follows. */
  static final LinearEnd NONE =
      new LinearEnd(
          new DeviceWeight(DeviceMatrix.dense(0, 0, 0), Optional.empty()),
          DeviceActivation.NONE,
          true);

  private final DeviceWeight bias;
  private final DeviceActivation activation;
  private DeviceDropout dropout = DeviceDropout.NONE;
  private boolean applied;
  private boolean left;

  private LinearEnd(DeviceWeight bias, DeviceActivation activation, boolean applied) {
    this.bias = bias;
    this.activation = activation;
    this.applied = applied;
  }

  /** A bias and an activation. */
  static LinearEnd of(DeviceWeight bias, DeviceActivation activation) {
    return new LinearEnd(bias, activation, false);
  }

  /** Adds dropout, if there is still time. */
  boolean takesDropout(DeviceDropout wanted) {
    if (applied) {
      return false;
    }
    dropout = wanted;
    return true;
  }

  /** The bias, left to a norm to add; empty if it is in the value already, or there is none. */
  Optional<DeviceMatrix> leaveBias() {
    if (applied || !activation.equals(DeviceActivation.NONE) || dropout.threshold() != 0) {
      return Optional.empty();
    }
    applied = true;
    left = true;
    return Optional.of(bias.value());
  }

  /** Where the gradient of a bias goes that was left. */
  Optional<DeviceMatrix> leftGradient() {
    return left ? bias.gradientSum() : Optional.empty();
  }

  void apply(RowKernels kernels, DeviceMatrix value) {
    if (!applied) {
      applied = true;
      kernels.biasActivation(value, bias.value(), activation, dropout);
    }
  }

  /** Way back of {@link #apply}, in place. */
  void backward(RowKernels kernels, DeviceMatrix value, DeviceMatrix gradient) {
    if (!left) {
      kernels.biasActivationBackward(value, gradient, activation, dropout, bias.gradient());
    }
  }
}

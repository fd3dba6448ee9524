package org.mosnas.model.train;

import java.util.Optional;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.kernel.cuda.Precision;
import org.mosnas.model.objective.Objective;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.Supernet;

/** Where replicas live: one backend for every engine that can be configured. */
public interface Backend {
  /**
   * A replica with all parameters zero; {@link Replica#load} gives it values.
   *
   * @param teacher a network to learn from as the settings say; without one it is the largest
   *     subnet that they mean
   * @throws org.mosnas.model.error.MosnasException of kind USAGE if there is to be a teacher and
   *     this backend knows none
   */
  Replica replica(Supernet supernet, TrainSettings settings, Optional<DenseSubnet> teacher);

  /** A replica that learns from no other network. */
  default Replica replica(Supernet supernet, TrainSettings settings) {
    return replica(supernet, settings, Optional.empty());
  }

  /**
   * What scores subnets, and needs parameters only.
   *
   * @param parameters of the supernet, in the order of its layout
   */
  Scorer scorer(Supernet supernet, ParameterSource parameters, Objective objective);

  /** The backend of an engine. */
  static Backend of(EngineKind kind) {
    return switch (kind) {
      case TAPE, TAPE_BFLOAT16, SAMEDIFF -> new HostBackend(kind);
      case CUDA -> new CudaBackend(Precision.FLOAT32);
      case CUDA_TF32 -> new CudaBackend(Precision.TF32);
      case CUDA_BFLOAT16 -> new CudaBackend(Precision.BFLOAT16);
    };
  }
}

package org.mosnas.model.train;

import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.kernel.cuda.Precision;
import org.mosnas.model.objective.Objective;
import org.mosnas.model.supernet.Supernet;

/** Where replicas live: one backend for every engine that can be configured. */
public interface Backend {
  /** A replica with all parameters zero; {@link Replica#load} gives it values. */
  Replica replica(Supernet supernet, TrainSettings settings);

  /**
   * What scores subnets, and needs parameters only.
   *
   * @param parameters of the supernet, in the order of its layout
   */
  Scorer scorer(Supernet supernet, float[] parameters, Objective objective);

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

package org.mosnas.model.train;

import java.util.Optional;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.engine.cuda.CudaBench;
import org.mosnas.model.kernel.cuda.Precision;
import org.mosnas.model.objective.Objective;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.Supernet;

/** Replicas whose state lives on a GPU. */
record CudaBackend(Precision precision) implements Backend {
  @Override
  public CudaReplica replica(
      Supernet supernet, TrainSettings settings, Optional<DenseSubnet> teacher) {
    if (settings.teaching().isPresent()) {
      throw EngineKind.CUDA.noTeachers();
    }
    return CudaReplica.open(supernet, settings, precision);
  }

  /** Scores in floats throughout, whatever training rounds to. */
  @Override
  public CudaScorer scorer(Supernet supernet, ParameterSource parameters, Objective objective) {
    CudaBench bench = new CudaBench(Precision.FLOAT32);
    try {
      CudaScorer scorer = CudaScorer.of(supernet, bench, objective);
      parameters.read(scorer.parameters()::assign);
      return scorer;
    } catch (RuntimeException e) {
      bench.close();
      throw e;
    }
  }
}

package org.mosnas.model.train;

import java.util.Optional;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.objective.Objective;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;

/**
 * Replicas in the memory of the host, whose passes an {@link org.mosnas.model.engine.Engine} does.
 */
record HostBackend(EngineKind kind) implements Backend {
  @Override
  public HostReplica replica(
      Supernet supernet, TrainSettings settings, Optional<DenseSubnet> teacher) {
    return new HostReplica(supernet, settings, kind.open(), teacher);
  }

  @Override
  public Scorer scorer(Supernet supernet, ParameterSource parameters, Objective objective) {
    ParameterBank bank = new ParameterBank(supernet.layout());
    parameters.read(bank::assign);
    return new HostScorer(supernet, bank, kind.evaluation().open(), objective);
  }
}

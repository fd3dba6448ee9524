package org.mosnas.model.engine.tape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.objective.CrossEntropy;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Subnet;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;

class TapeEngineTest {
  private static final Supernet SUPERNET = TinySupernet.mixture(Mixture.layerWise(2, 6));
  private static final TinySupernet.Batch BATCH = TinySupernet.batch(1);

  @Test
  void aPassGivesItsMemoryBackAndKeepsTheWeights() {
    try (TapeEngine engine = new TapeEngine();
        ParameterBank parameters = Initializer.initialize(SUPERNET, 3);
        ParameterBank gradients = new ParameterBank(SUPERNET.layout())) {
      Subnet weights =
          SUPERNET.collapse(TinySupernet.small(), parameters, gradients, engine.workbench(), 0);
      float[] before = weights.weight("encoder.layers.0.fc1.weight").value().toArray();
      Arena.Mark mark = engine.workbench().arena().mark();
      PassResult first = train(engine, weights, DropoutRates.NONE);
      PassResult second =
          engine.evaluate(
              network(DropoutRates.NONE), weights, BATCH.tokens(), new CrossEntropy(0.1));
      assertThat(engine.workbench().arena().mark()).isEqualTo(mark);
      assertThat(weights.weight("encoder.layers.0.fc1.weight").value().toArray()).isEqualTo(before);
      assertThat(second).isEqualTo(first);
    }
  }

  @Test
  void dropoutActsInTrainingOnly() {
    DropoutRates rates = new DropoutRates(0.4, 0.4, 0.4);
    try (TapeEngine engine = new TapeEngine();
        ParameterBank parameters = Initializer.initialize(SUPERNET, 3);
        ParameterBank gradients = new ParameterBank(SUPERNET.layout())) {
      Subnet weights =
          SUPERNET.collapse(TinySupernet.small(), parameters, gradients, engine.workbench(), 0);
      PassResult dropped = train(engine, weights, rates);
      PassResult evaluated =
          engine.evaluate(network(rates), weights, BATCH.tokens(), new CrossEntropy(0.1));
      PassResult plain =
          engine.evaluate(
              network(DropoutRates.NONE), weights, BATCH.tokens(), new CrossEntropy(0.1));
      assertThat(evaluated).isEqualTo(plain).isNotEqualTo(dropped);
    }
  }

  private static PassResult train(TapeEngine engine, Subnet weights, DropoutRates rates) {
    return engine.train(network(rates), weights, BATCH.tokens(), new CrossEntropy(0.1), Pass.of(4));
  }

  private static TranslationNetwork network(DropoutRates rates) {
    return TinySupernet.network(SUPERNET, TinySupernet.small(), rates);
  }
}

package org.mosnas.model.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.family.translation.TestBatches;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.ResidentMemory;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.objective.CrossEntropy;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Subnet;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;

class SameDiffMemoryTest {
  private static final int LENGTH = 40;

  /** Every large pass makes some 60 MB of arrays. */
  @Test
  void memoryOutsideTheHeapIsFlatOverManyGraphs() {
    Supernet supernet = TinySupernet.plain();
    try (Engine engine = new SameDiffEngine();
        ParameterBank parameters = Initializer.initialize(supernet, 1);
        ParameterBank gradients = new ParameterBank(supernet.layout())) {
      Subnet weights =
          supernet.collapse(TinySupernet.largest(), parameters, gradients, engine.workbench(), 0);
      Arena.Mark mark = engine.workbench().arena().mark();
      passes(8, 1, engine, supernet, weights);
      long growth = ResidentMemory.growthPerRound(() -> passes(4, 10, engine, supernet, weights));
      assertThat(growth).isLessThan(60L << 20);
      assertThat(engine.workbench().arena().mark()).isEqualTo(mark);
    }
  }

  private static void passes(
      int count, int sentences, Engine engine, Supernet supernet, Subnet weights) {
    TranslationNetwork network =
        TinySupernet.network(supernet, TinySupernet.largest(), new DropoutRates(0.1, 0.1, 0.1));
    int[] lengths = new int[sentences];
    Arrays.fill(lengths, LENGTH);
    int[] ids = new int[sentences * LENGTH];
    TokenBatch batch =
        TestBatches.of(
            Tokens.of(Tokens.Side.SOURCE, ids, Segments.of(lengths)),
            Tokens.of(Tokens.Side.TARGET, ids, Segments.of(lengths)),
            ids);
    for (int i = 0; i < count; i++) {
      engine.train(network, weights, batch, new CrossEntropy(0.1), Pass.of(i));
    }
  }
}

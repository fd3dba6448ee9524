package org.mosnas.model.engine.samediff;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.FullWidth;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Weights.Weight;
import org.mosnas.model.objective.CrossEntropy;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Subnet;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;

/** The tape's counterpart is {@code SupernetGradientTest}. */
class NetworkGradientTest {
  private static final TranslationSpec SPEC =
      new TranslationSpec(
          10,
          12,
          List.of(new EncoderLayerSpec(9, 2), new EncoderLayerSpec(12, 1)),
          List.of(new DecoderLayerSpec(11, 4, 2, 2)));
  private static final Supernet SUPERNET =
      Supernet.plain(
          new TranslationShape(
              SPEC,
              8,
              EmbeddingSharing.SEPARATE,
              TinySupernet.VOCABULARY,
              TinySupernet.VOCABULARY,
              new FullWidth(12, 16)));
  private static final TranslationNetwork NETWORK =
      TinySupernet.network(SUPERNET, SPEC, DropoutRates.NONE);
  private static final TinySupernet.Batch BATCH = TinySupernet.batch(2);

  @Test
  void gradientsOfAWholeNetworkMatchCentralDifferences() {
    try (Engine engine = new SameDiffEngine();
        ParameterBank parameters = Initializer.initialize(SUPERNET, 3);
        ParameterBank gradients = new ParameterBank(SUPERNET.layout())) {
      Subnet weights = SUPERNET.collapse(SPEC, parameters, gradients, engine.workbench(), 0);
      engine.train(NETWORK, weights, BATCH.tokens(), new CrossEntropy(0.1), Pass.of(6));
      Map<String, Weight> all = new LinkedHashMap<>();
      SUPERNET.layout().names().forEach(name -> all.put(name, weights.weight(name)));
      CentralDifferences.check(all, () -> loss(engine, weights), "SameDiff");
    }
  }

  private static double loss(Engine engine, Subnet weights) {
    return engine.evaluate(NETWORK, weights, BATCH.tokens(), new CrossEntropy(0.1)).loss();
  }
}

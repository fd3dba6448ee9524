package org.mosnas.spark.translation.evaluate;

import java.util.List;
import org.mosnas.model.decode.Translator;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;

/** One subnet ready to translate, in memory of its own. Not thread-safe; one per thread. */
final class SubnetTranslator implements SentenceTranslator {
  private final ParameterBank weights;
  private final Engine engine;
  private final Translator translator;
  private final int batchSentences;

  SubnetTranslator(DenseSubnet subnet, EngineKind kind, EvaluateSettings settings) {
    weights = subnet.toBank();
    engine = kind.evaluation().open();
    translator =
        Translator.on(
            engine,
            TranslationNetwork.of(subnet),
            subnet.network().collapse(subnet.spec(), weights, engine.workbench()),
            settings.decode());
    batchSentences = settings.batchSentences();
  }

  @Override
  public List<int[]> translate(List<int[]> sources) {
    return translator.best(sources, batchSentences);
  }

  @Override
  public void close() {
    translator.close();
    engine.close();
    weights.close();
  }
}

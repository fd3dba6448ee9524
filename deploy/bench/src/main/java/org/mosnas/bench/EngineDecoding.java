package org.mosnas.bench;

import java.nio.channels.FileChannel;
import java.util.List;
import org.mosnas.model.decode.Hypothesis;
import org.mosnas.model.decode.Translator;
import org.mosnas.model.engine.TranslationEngine;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;

/** Translations on one of our engines. */
final class EngineDecoding implements Workload {
  private final TranslationEngine engine;
  private final ParameterBank parameters;
  private final Translator translator;
  private final List<int[]> sources;

  EngineDecoding(BenchCase bench, TranslationEngine engine) {
    this.engine = engine;
    Supernet supernet = bench.network();
    this.parameters = FirstWeights.of(supernet);
    this.sources = Translations.sources(bench);
    this.translator =
        Translator.on(
            engine,
            new TranslationNetwork(supernet.shape(), bench.spec(), DropoutRates.NONE),
            supernet.collapse(bench.spec(), parameters, engine.workbench()),
            Translations.settings(bench));
  }

  @Override
  public void run() {
    List<List<Hypothesis>> unused = translator.translate(sources);
  }

  @Override
  public double[] check(FileChannel gradients) {
    return Translations.best(translator, sources);
  }

  @Override
  public void close() {
    translator.close();
    parameters.close();
    engine.close();
  }
}

package org.mosnas.bench;

import java.nio.channels.FileChannel;
import java.util.List;
import org.mosnas.model.decode.Hypothesis;
import org.mosnas.model.decode.Translator;

/** Translations by libtorch under the search of our decoder. */
final class LibtorchDecoding implements Workload {
  private final LibtorchModel model;
  private final Translator translator;
  private final List<int[]> sources;

  LibtorchDecoding(BenchCase bench, LibtorchModel model) {
    this.model = model;
    this.sources = Translations.sources(bench);
    this.translator =
        new Translator(new LibtorchScorer(model, bench.vocabulary()), Translations.settings(bench));
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
    model.close();
  }
}

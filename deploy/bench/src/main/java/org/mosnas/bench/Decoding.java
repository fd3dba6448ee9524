package org.mosnas.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mosnas.model.decode.Hypothesis;
import org.mosnas.model.decode.Translator;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.export.TranslationGraphs;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.onnx.OnnxModel;

/** Translations by one of the engines, under the search of our decoder. */
final class Decoding implements ReadyCase {
  private final Translator translator;
  private final List<int[]> sources;
  private final Runnable release;

  /**
   * Translates the sentences of a case.
   *
   * @param translator closed with this
   * @param release what to do after the translator is closed
   */
  private Decoding(BenchCase bench, Translator translator, Runnable release) {
    this.translator = translator;
    this.sources = Translations.sources(bench);
    this.release = release;
  }

  /** On one of our engines. */
  static Decoding ours(BenchCase bench, Engine engine) {
    Supernet supernet = bench.network();
    ParameterBank parameters = FirstWeights.of(supernet);
    Translator translator =
        Translator.on(
            engine,
            network(bench),
            supernet.collapse(bench.spec(), parameters, engine.workbench()),
            Translations.settings(bench));
    return new Decoding(
        bench,
        translator,
        () -> {
          parameters.close();
          engine.close();
        });
  }

  /** By libtorch. */
  static Decoding libtorch(BenchCase bench, LibtorchModel model) {
    LibtorchScorer scorer = new LibtorchScorer(model, bench.vocabulary());
    return new Decoding(bench, new Translator(scorer, Translations.settings(bench)), model::close);
  }

  /** By ONNX Runtime, on the graphs that a bundle holds. */
  static Decoding onnx(BenchCase bench, int threads) {
    OnnxModel model = export(bench, threads);
    return new Decoding(bench, model.translator(Translations.settings(bench)), model::close);
  }

  private static OnnxModel export(BenchCase bench, int threads) {
    Supernet supernet = bench.network();
    try (Workbench workbench = new Workbench();
        ParameterBank parameters = FirstWeights.of(supernet);
        TemporaryFolder folder = new TemporaryFolder()) {
      TranslationGraphs graphs =
          new TranslationGraphs(
              network(bench), supernet.collapse(bench.spec(), parameters, workbench));
      Path encoder = folder.path().resolve("encoder.onnx");
      Path decoder = folder.path().resolve("decoder.onnx");
      Files.write(encoder, graphs.encoder());
      Files.write(decoder, graphs.decoder());
      return OnnxModel.open(encoder, decoder, threads);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TranslationNetwork network(BenchCase bench) {
    return bench.networkShape().network(bench.spec(), DropoutRates.NONE);
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
    release.run();
  }
}

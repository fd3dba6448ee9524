package org.mosnas.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mosnas.model.decode.Hypothesis;
import org.mosnas.model.decode.Translator;
import org.mosnas.model.engine.tape.Workbench;
import org.mosnas.model.export.TranslationGraphs;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.onnx.OnnxModel;

/** Translations by ONNX Runtime, on the graphs that a bundle holds, under our search. */
final class OnnxDecoding implements Workload {
  private final OnnxModel model;
  private final Translator translator;
  private final List<int[]> sources;

  OnnxDecoding(BenchCase bench, int threads) {
    this.sources = Translations.sources(bench);
    this.model = export(bench, threads);
    this.translator = model.translator(Translations.settings(bench));
  }

  private static OnnxModel export(BenchCase bench, int threads) {
    Supernet supernet = bench.network();
    TranslationNetwork network =
        new TranslationNetwork(supernet.shape(), bench.spec(), DropoutRates.NONE);
    try (Workbench workbench = new Workbench();
        ParameterBank parameters = FirstWeights.of(supernet)) {
      TranslationGraphs graphs =
          new TranslationGraphs(network, supernet.collapse(bench.spec(), parameters, workbench));
      Path folder = Files.createTempDirectory("mosnas-bench");
      Path encoder = folder.resolve("encoder.onnx");
      Path decoder = folder.resolve("decoder.onnx");
      try {
        Files.write(encoder, graphs.encoder());
        Files.write(decoder, graphs.decoder());
        return OnnxModel.open(encoder, decoder, threads);
      } finally {
        Files.deleteIfExists(encoder);
        Files.deleteIfExists(decoder);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

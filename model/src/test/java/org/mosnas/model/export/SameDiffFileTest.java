package org.mosnas.model.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.engine.tape.TapeOps;
import org.mosnas.model.engine.tape.TapeTensor;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.Weights;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SameDiffFileTest {
  private static final long[][] SOURCES = {{5, 9, 7, 2}, {1, 1, 8, 2}, {4, 2, 1, 1}};
  private static final int[] SOURCE_IDS = {5, 9, 7, 2, 8, 2, 4, 2};
  private static final long[][] TARGETS = {{2, 6, 3}, {2, 11, 4}, {2, 7, 9}};

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(EmbeddingSharing.class)
  void aFileThatIsReadBackScoresAsTheEngineDoes(EmbeddingSharing sharing) throws Exception {
    Supernet supernet = Supernet.plain(TinySupernet.shape(sharing));
    for (TranslationSpec spec : List.of(TinySupernet.largest(), TinySupernet.small())) {
      TranslationNetwork network = TinySupernet.network(supernet, spec, DropoutRates.NONE);
      try (TapeEngine engine = new TapeEngine();
          ParameterBank bank = Initializer.initialize(supernet, 3)) {
        Weights weights = supernet.collapse(spec, bank, engine.workbench());
        File file = folder.resolve("model.fb").toFile();
        SameDiffFile.write(new TranslationGraphs(network, weights).teacherForced(), file);
        assertThat(scores(SameDiff.load(file, false)))
            .as("%s", spec)
            .containsExactly(expected(network, weights, engine), within(1e-4f));
      }
    }
  }

  private static float[] scores(SameDiff graph) {
    INDArray source = Nd4j.createFromArray(SOURCES);
    INDArray target = Nd4j.createFromArray(TARGETS);
    Map<String, INDArray> inputs =
        Map.of(TensorNames.SOURCE_IDS, source, TensorNames.TARGET_IDS, target);
    return graph.outputSingle(inputs, TensorNames.LOGITS).dup('c').data().asFloat();
  }

  private static float[] expected(TranslationNetwork network, Weights weights, TapeEngine engine) {
    TapeOps ops = TapeOps.inference(engine.workbench(), weights);
    Tokens source =
        Tokens.of(Tokens.Side.SOURCE, SOURCE_IDS, org.mosnas.model.network.Segments.of(4, 2, 2));
    Tokens target =
        Tokens.of(
            Tokens.Side.TARGET,
            new int[] {2, 6, 3, 2, 11, 4, 2, 7, 9},
            org.mosnas.model.network.Segments.of(3, 3, 3));
    List<TapeTensor> hidden =
        network.decode(ops, target, network.encode(ops, source), source.segments());
    Matrix scores = ops.logits(hidden.get(hidden.size() - 1), network.outputLayer()).value();
    return scores.toArray();
  }

  @Test
  void writingTwiceGivesTheSameBytes() throws Exception {
    Supernet supernet = TinySupernet.plain();
    TranslationNetwork network =
        TinySupernet.network(supernet, TinySupernet.small(), DropoutRates.NONE);
    byte[][] written = new byte[2][];
    for (int i = 0; i < 2; i++) {
      try (TapeEngine engine = new TapeEngine();
          ParameterBank bank = Initializer.initialize(supernet, 3)) {
        Weights weights = supernet.collapse(TinySupernet.small(), bank, engine.workbench());
        Path file = folder.resolve("model-" + i + ".fb");
        SameDiffFile.write(new TranslationGraphs(network, weights).teacherForced(), file.toFile());
        written[i] = Files.readAllBytes(file);
      }
    }
    assertThat(written[1]).isEqualTo(written[0]);
  }
}

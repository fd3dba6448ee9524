package org.mosnas.model.export;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import onnx.Onnx.ModelProto;
import org.mosnas.model.error.BadDataException;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A graph as a SameDiff file, its weights inside. */
public final class SameDiffFile {
  private SameDiffFile() {}

  /** Translates an ONNX graph of ours node by node, and saves it. */
  static void write(ModelProto model, File file) throws IOException {
    SameDiff graph = SameDiffImport.of(model.getGraph());
    graph.save(file, false);
  }

  /**
   * Scores a target with a file.
   *
   * @param source word ids
   * @param prefix what the decoder reads, beginning with {@code </s>}
   * @return {@code [prefix, vocabulary]}
   * @throws BadDataException if SameDiff cannot load the file
   */
  public static float[] score(Path file, int[] source, int[] prefix) {
    SameDiff graph = load(file);
    try (INDArray sources = row(source);
        INDArray prefixes = row(prefix);
        INDArray scores =
            graph.outputSingle(
                Map.of(TensorNames.SOURCE_IDS, sources, TensorNames.TARGET_IDS, prefixes),
                TensorNames.LOGITS)) {
      return scores.dup('c').data().asFloat();
    }
  }

  private static SameDiff load(Path file) {
    try {
      return SameDiff.load(file.toFile(), false);
    } catch (RuntimeException refused) {
      throw new BadDataException(
          file + ": SameDiff cannot load it (" + refused.getMessage() + "); export the run again",
          refused);
    }
  }

  private static INDArray row(int[] ids) {
    return Nd4j.createFromArray(new long[][] {Arrays.stream(ids).asLongStream().toArray()});
  }
}

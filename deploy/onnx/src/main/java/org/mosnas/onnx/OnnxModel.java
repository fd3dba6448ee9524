package org.mosnas.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mosnas.model.decode.DecodeSettings;
import org.mosnas.model.decode.Translator;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.Cleanup;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.export.TensorNames;

/**
 * The graphs of a bundle, loaded into ONNX Runtime. Thread-safe; translators made from it are not,
 * and are closed before it.
 */
public final class OnnxModel implements AutoCloseable {

  /**
   * How the keys and values of a decoder layer are divided.
   *
   * @param selfHeads heads of self-attention
   * @param selfSize units of each
   * @param crossHeads heads of encoder–decoder attention
   * @param crossSize units of each
   * @param attended encoder layers that it attends to
   */
  record Layer(int selfHeads, int selfSize, int crossHeads, int crossSize, int attended) {}

  private final OrtEnvironment environment;
  private final OrtSession encoder;
  private final OrtSession decoder;
  private final List<Layer> layers;
  private final int vocabulary;

  private OnnxModel(OrtEnvironment environment, OrtSession encoder, OrtSession decoder)
      throws OrtException {
    this.environment = environment;
    this.encoder = encoder;
    this.decoder = decoder;
    this.layers = layers(decoder.getInputInfo());
    this.vocabulary = OrtSessions.dimension(decoder.getOutputInfo(), TensorNames.LOGITS, 2);
  }

  /**
   * Loads the graphs.
   *
   * @param encoder file of the encoder
   * @param decoder file of the decoder
   * @param threads threads that compute one operation, at least 1; operations run one after another
   * @throws BadDataException if ONNX Runtime cannot load one, or if it is no such graph
   * @throws MosnasException of kind USAGE on a machine that ONNX Runtime does not support
   */
  public static OnnxModel open(Path encoder, Path decoder, int threads) {
    OrtEnvironment environment = OrtSessions.environment();
    OrtSession first = OrtSessions.open(environment, encoder, threads);
    OrtSession second = null;
    try {
      second = OrtSessions.open(environment, decoder, threads);
      return new OnnxModel(environment, first, second);
    } catch (OrtException | RuntimeException notOurs) {
      Cleanup.after(notOurs, first::close);
      if (second != null) {
        Cleanup.after(notOurs, second::close);
      }
      throw notOurs instanceof MosnasException known
          ? known
          : OrtSessions.foreign(decoder, notOurs);
    }
  }

  private static List<Layer> layers(Map<String, NodeInfo> inputs) {
    List<Layer> layers = new ArrayList<>();
    while (inputs.containsKey(TensorNames.pastKey(layers.size()))) {
      String self = TensorNames.pastKey(layers.size());
      String cross = TensorNames.crossKey(layers.size());
      layers.add(
          new Layer(
              OrtSessions.dimension(inputs, self, 1),
              OrtSessions.dimension(inputs, self, 3),
              OrtSessions.dimension(inputs, cross, 1),
              OrtSessions.dimension(inputs, cross, 3),
              attended(inputs.get(cross))));
    }
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("no input " + TensorNames.pastKey(0));
    }
    return layers;
  }

  private static int attended(NodeInfo crossKey) {
    return TensorNames.attendedLayers(((TensorInfo) crossKey.getInfo()).getDimensionNames()[2]);
  }

  /**
   * A translator with a cache of its own, by the search that our engines use.
   *
   * @param settings how to search
   */
  public Translator translator(DecodeSettings settings) {
    return new Translator(new OnnxScorer(this), settings);
  }

  OrtEnvironment ort() {
    return environment;
  }

  OrtSession encoder() {
    return encoder;
  }

  OrtSession decoder() {
    return decoder;
  }

  /** The decoder layers. */
  List<Layer> layers() {
    return layers;
  }

  /** Number of target tokens. */
  public int vocabulary() {
    return vocabulary;
  }

  @Override
  public void close() {
    close(encoder);
    close(decoder);
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("a session could not be closed", e);
    }
  }
}

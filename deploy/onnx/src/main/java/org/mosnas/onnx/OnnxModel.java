package org.mosnas.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mosnas.model.decode.DecodeSettings;
import org.mosnas.model.decode.Translator;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.Cleanup;
import org.mosnas.model.error.ErrorKind;
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
    this.vocabulary = dimension(decoder.getOutputInfo(), TensorNames.LOGITS, 2);
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
    OrtEnvironment environment = environment();
    OrtSession first = session(environment, encoder, threads);
    OrtSession second = null;
    try {
      second = session(environment, decoder, threads);
      return new OnnxModel(environment, first, second);
    } catch (OrtException | RuntimeException notOurs) {
      Cleanup.after(notOurs, first::close);
      if (second != null) {
        Cleanup.after(notOurs, second::close);
      }
      throw notOurs instanceof MosnasException known ? known : foreign(decoder, notOurs);
    }
  }

  private static OrtEnvironment environment() {
    RuntimeLibraries.unpack();
    try {
      return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "mosnas");
    } catch (LinkageError notHere) {
      throw new MosnasException(
          ErrorKind.USAGE,
          "ONNX Runtime does not run on this machine ("
              + notHere.getMessage()
              + "); it needs Linux on x86-64 or AArch64, macOS or Windows",
          notHere);
    }
  }

  private static OrtSession session(OrtEnvironment environment, Path file, int threads) {
    if (!Files.isRegularFile(file)) {
      throw new BadDataException("no such file: " + file);
    }
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      return environment.createSession(file.toString(), options);
    } catch (OrtException refused) {
      throw foreign(file, refused);
    }
  }

  private static BadDataException foreign(Path file, Exception cause) {
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new BadDataException(
        file + ": not a graph of a bundle (" + reason + "); export the run again", cause);
  }

  private static List<Layer> layers(Map<String, NodeInfo> inputs) {
    List<Layer> layers = new ArrayList<>();
    while (inputs.containsKey(TensorNames.pastKey(layers.size()))) {
      String self = TensorNames.pastKey(layers.size());
      String cross = TensorNames.crossKey(layers.size());
      layers.add(
          new Layer(
              dimension(inputs, self, 1),
              dimension(inputs, self, 3),
              dimension(inputs, cross, 1),
              dimension(inputs, cross, 3),
              attended(inputs.get(cross))));
    }
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("no input " + TensorNames.pastKey(0));
    }
    return layers;
  }

  private static int dimension(Map<String, NodeInfo> nodes, String name, int axis) {
    if (!nodes.containsKey(name)) {
      throw new IllegalArgumentException("no tensor " + name);
    }
    return (int) ((TensorInfo) nodes.get(name).getInfo()).getShape()[axis];
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

package org.mosnas.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** Loads graphs into ONNX Runtime. */
final class OrtSessions {
  private OrtSessions() {}

  /**
   * ONNX Runtime in this process.
   *
   * @throws MosnasException of kind USAGE on a machine that it does not support
   */
  static OrtEnvironment environment() {
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

  /**
   * Loads a graph.
   *
   * @param threads that compute one operation, at least 1; operations run one after another
   */
  static OrtSession open(OrtEnvironment environment, Path file, int threads) {
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

  /** The failure to use a file as a graph of ours. */
  static BadDataException foreign(Path file, Exception cause) {
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new BadDataException(
        file + ": not a graph of a bundle (" + reason + "); export the run again", cause);
  }

  /** The size of an axis of an input or output. */
  static int dimension(Map<String, NodeInfo> nodes, String name, int axis) {
    if (!nodes.containsKey(name)) {
      throw new IllegalArgumentException("no tensor " + name);
    }
    return (int) ((TensorInfo) nodes.get(name).getInfo()).getShape()[axis];
  }
}

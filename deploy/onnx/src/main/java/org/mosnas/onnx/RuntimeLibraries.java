package org.mosnas.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.model.library.LibraryFolder;

/** ONNX Runtime's own libraries: unpacked once with all others, not anew for every command. */
final class RuntimeLibraries {
  /** Tells ONNX Runtime where they are. */
  private static final String PROPERTY = "onnxruntime.native.path";

  private RuntimeLibraries() {}

  /** To be called before ONNX Runtime starts. On platforms without them nothing is done. */
  static void unpack() {
    if (System.getProperty(PROPERTY) != null) {
      return;
    }
    List<Optional<Path>> files = List.of(unpacked("onnxruntime"), unpacked("onnxruntime4j_jni"));
    if (files.stream().allMatch(Optional::isPresent)) {
      System.setProperty(PROPERTY, files.get(0).orElseThrow().getParent().toString());
    }
  }

  private static Optional<Path> unpacked(String library) {
    return LibraryFolder.unpacked(
        OrtEnvironment.class,
        "/ai/onnxruntime/native/" + platform() + "/" + System.mapLibraryName(library));
  }

  /** As the folders of the package are called. */
  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch");
    return (system.startsWith("mac") ? "osx" : system)
        + (processor.equals("amd64") ? "-x64" : "-" + processor);
  }
}

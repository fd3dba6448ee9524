package org.mosnas.spark.job;

import com.github.luben.zstd.util.ZstdVersion;
import java.nio.file.Path;
import java.util.Optional;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.library.LibraryFolder;

/**
 * Has the libraries of Spark and Parquet unpacked where ours are. By themselves each takes the
 * temporary folder, from which many machines execute nothing. LZ4 is left out: it does without its
 * library.
 */
public final class NativeLibraries {
  private static final String SNAPPY = "libsnappyjava.so";

  private NativeLibraries() {}

  /**
   * To be called before files are compressed or a session is started, as often as one likes.
   *
   * @throws MosnasException of kind USAGE if this machine executes nothing that we may write
   */
  public static void prepare() {
    Path folder = LibraryFolder.use();
    suggest("io.netty.native.workdir", folder);
    suggest("org.xerial.snappy.tempdir", folder);
    unpacked("/org/xerial/snappy/native/Linux/" + processor("x86_64") + "/" + SNAPPY)
        .ifPresent(
            library -> {
              suggest("org.xerial.snappy.lib.path", library.getParent());
              suggest("org.xerial.snappy.lib.name", library.getFileName());
            });
    unpacked("/linux/" + processor("amd64") + "/libzstd-jni-" + ZstdVersion.VERSION + ".so")
        .ifPresent(library -> suggest("ZstdNativePath", library));
  }

  /** Empty where Spark brings none for this machine. */
  private static Optional<Path> unpacked(String resource) {
    return LibraryFolder.unpacked(NativeLibraries.class, resource);
  }

  /** The name of this processor, where the usual one is called {@code intel}. */
  private static String processor(String intel) {
    String name = System.getProperty("os.arch");
    return name.equals("amd64") ? intel : name;
  }

  /** What a user has set stays. */
  private static void suggest(String property, Object value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value.toString());
    }
  }
}

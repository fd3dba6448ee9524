package org.mosnas.model.library;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * The folder below which this process unpacks native libraries: of this user alone, and on a file
 * system that lets them be executed.
 */
public final class LibraryFolder {
  private static final String JAVACPP = "org.bytedeco.javacpp.cachedir";

  /** The system's "permission denied", whatever its language. */
  private static final String DENIED = "error=13";

  private static volatile Path chosen;

  private LibraryFolder() {}

  /**
   * The folder; JavaCPP is told of it. To be called before a library is loaded, as often as one
   * likes.
   *
   * @throws MosnasException of kind USAGE if this machine has none
   */
  public static Path use() {
    if (chosen == null) {
      choose();
    }
    return chosen;
  }

  private static synchronized void choose() {
    if (chosen == null) {
      Path folder =
          CacheFolders.ofThisProcess()
              .choose("native libraries", LibraryFolder::executionObjection);
      if (System.getProperty(JAVACPP) == null) {
        System.setProperty(JAVACPP, folder.resolve("javacpp").toString());
      }
      chosen = folder;
    }
  }

  /**
   * Unpacks a library, unless that has been done before.
   *
   * @param owner a class beside whose class path the library is
   * @param resource absolute name of the library there
   * @return the file; empty if there is no such resource, as on another platform
   */
  public static Optional<Path> unpacked(Class<?> owner, String resource) {
    use();
    try {
      return Optional.ofNullable(Loader.cacheResource(owner, resource)).map(File::toPath);
    } catch (IOException failure) {
      throw new MosnasException(
          ErrorKind.RESOURCES,
          "cannot unpack "
              + resource
              + " below "
              + chosen
              + ": "
              + failure.getMessage()
              + "; free some space there, or set "
              + CacheFolders.VARIABLE
              + " to another folder",
          failure);
    }
  }

  /** Tries it: only the machine knows its mounts and its rules. */
  static Optional<String> executionObjection(Path folder) throws IOException {
    Path program =
        Files.createTempFile(
            folder,
            "run-",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      Files.writeString(program, "#!/bin/sh\n");
      new ProcessBuilder(program.toString()).start().waitFor();
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (IOException notStarted) {
      return String.valueOf(notStarted.getMessage()).contains(DENIED)
          ? Optional.of("programs may not be run from it; is it mounted with noexec?")
          : Optional.empty();
    } finally {
      Files.delete(program);
    }
  }
}

package org.mosnas.model.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/** A folder with a name that nobody can guess, which goes when the process ends. */
final class ProcessFolder {
  private ProcessFolder() {}

  static Path in(Path place) throws IOException {
    Path folder = Files.createTempDirectory(place, "mosnas-");
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> FileUtils.deleteQuietly(folder.toFile())));
    return folder;
  }
}

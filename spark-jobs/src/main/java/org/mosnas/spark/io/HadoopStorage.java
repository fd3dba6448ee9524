package org.mosnas.spark.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.Cleanup;

/** A distributed file system. */
final class HadoopStorage implements Storage {
  private final FileSystem fileSystem;
  private final Configuration configuration;

  HadoopStorage(FileSystem fileSystem, Configuration configuration) {
    this.fileSystem = fileSystem;
    this.configuration = configuration;
  }

  @Override
  public void replace(Path file, AtomicFiles.Content content) throws IOException {
    Path temporary = new Path(file.getParent(), "." + file.getName() + "." + UUID.randomUUID());
    try {
      try (OutputStream out = fileSystem.create(temporary, true)) {
        content.writeTo(out);
      }
      // Unlike FileSystem.rename, this replaces in one step.
      FileContext.getFileContext(fileSystem.getUri(), configuration)
          .rename(temporary, file, Rename.OVERWRITE);
    } catch (IOException | RuntimeException | Error failure) {
      Cleanup.after(failure, () -> fileSystem.delete(temporary, false));
      throw failure;
    }
  }

  @Override
  public boolean createNew(Path file, byte[] bytes) throws IOException {
    OutputStream created;
    try {
      created = fileSystem.create(file, false);
    } catch (FileAlreadyExistsException exists) {
      return false;
    }
    try (OutputStream out = created) {
      out.write(bytes);
    } catch (IOException failure) {
      fileSystem.delete(file, false);
      throw failure;
    }
    return true;
  }

  @Override
  public InputStream open(Path file) throws IOException {
    return fileSystem.open(file);
  }

  @Override
  public boolean exists(Path path) throws IOException {
    return fileSystem.exists(path);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    fileSystem.mkdirs(folder);
  }

  @Override
  public void delete(Path path) throws IOException {
    fileSystem.delete(path, true);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    if (!fileSystem.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    try {
      return Arrays.stream(fileSystem.listStatus(folder))
          .map(status -> status.getPath().getName())
          .toList();
    } catch (FileNotFoundException none) {
      return List.of();
    }
  }

  @Override
  public Path canonical(Path path) {
    return fileSystem.makeQualified(path);
  }

  @Override
  public boolean moveAside(Path from, Path to) throws IOException {
    try {
      return fileSystem.rename(from, to);
    } catch (FileNotFoundException gone) {
      return false;
    }
  }

  @Override
  public long modifiedMillis(Path file) throws IOException {
    return fileSystem.getFileStatus(file).getModificationTime();
  }

  @Override
  public long freeBytes(Path folder) throws IOException {
    return fileSystem.getStatus(folder).getRemaining();
  }
}

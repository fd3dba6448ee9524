package org.mosnas.spark.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.Cleanup;

/** The file system of this machine. */
final class LocalStorage implements Storage {
  @Override
  public void replace(Path file, AtomicFiles.Content content) throws IOException {
    java.nio.file.Path target = local(file);
    Files.createDirectories(target.getParent());
    java.nio.file.Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      writeAndSync(temporary, content);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException | Error failure) {
      Cleanup.after(failure, () -> Files.deleteIfExists(temporary));
      throw failure;
    }
  }

  /**
   * Reaches the disk before the rename does, so that a power cut leaves the old file or the new.
   */
  private static void writeAndSync(java.nio.file.Path file, AtomicFiles.Content content)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  @Override
  public boolean createNew(Path file, byte[] bytes) throws IOException {
    java.nio.file.Path target = local(file);
    Files.createDirectories(target.getParent());
    try (FileChannel channel =
        FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeOrDelete(target, channel, bytes);
      return true;
    } catch (FileAlreadyExistsException exists) {
      return false;
    }
  }

  /** A full disk has room for the name of a file and none for its content: neither is left. */
  private static void writeOrDelete(java.nio.file.Path file, FileChannel channel, byte[] bytes)
      throws IOException {
    try {
      Channels.newOutputStream(channel).write(bytes);
    } catch (IOException failure) {
      Files.deleteIfExists(file);
      throw failure;
    }
  }

  @Override
  public InputStream open(Path file) throws IOException {
    return Files.newInputStream(local(file));
  }

  @Override
  public boolean exists(Path path) {
    return Files.exists(local(path));
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    Files.createDirectories(local(folder));
  }

  @Override
  public void delete(Path path) throws IOException {
    java.nio.file.Path root = local(path);
    if (!Files.exists(root)) {
      return;
    }
    List<java.nio.file.Path> inside;
    try (Stream<java.nio.file.Path> files = Files.walk(root)) {
      inside = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (java.nio.file.Path file : inside) {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public boolean moveAside(Path from, Path to) throws IOException {
    try {
      Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  @Override
  public long modifiedMillis(Path file) throws IOException {
    return Files.getLastModifiedTime(local(file)).toMillis();
  }

  @Override
  public long freeBytes(Path folder) throws IOException {
    java.nio.file.Path existing = local(folder);
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return Files.getFileStore(existing).getUsableSpace();
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    java.nio.file.Path local = local(folder);
    if (!Files.isDirectory(local)) {
      return List.of();
    }
    try (Stream<java.nio.file.Path> inside = Files.list(local)) {
      return inside.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Override
  public Path canonical(Path path) throws IOException {
    return new Path("file:" + local(path).toRealPath());
  }

  static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath()).toAbsolutePath();
  }
}

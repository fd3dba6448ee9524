package org.mosnas.corpus.debian;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.mosnas.model.error.BadDataException;

/**
 * Reads a Debian package file without unpacking it.
 *
 * <p>An {@code ar} archive of {@code control.tar.*} and {@code data.tar.*}, compressed with gzip,
 * xz or zstd; the decompressors are the ones that Spark brings.
 */
final class DebArchive {
  private final Path file;

  /** The package in {@code file}. */
  DebArchive(Path file) {
    this.file = file;
  }

  /**
   * Reads the fields of the package's control file, by name.
   *
   * @throws BadDataException if this is not a readable package
   */
  Map<String, String> control() {
    Map<String, String> fields = new TreeMap<>();
    read(
        "control.tar",
        path -> path.equals("control"),
        (path, content) -> {
          for (String line : new String(content, StandardCharsets.UTF_8).split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
              fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
          }
        });
    return fields;
  }

  /**
   * Passes the package's files on, in the order of the archive.
   *
   * @param wanted which paths to read, such as {@code usr/share/doc/x/copyright}: relative, without
   *     a leading dot
   * @param receiver told path and content
   * @throws BadDataException if this is not a readable package
   */
  void forEachFile(Predicate<String> wanted, BiConsumer<String, byte[]> receiver) {
    read("data.tar", wanted, receiver);
  }

  private void read(String member, Predicate<String> wanted, BiConsumer<String, byte[]> receiver) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        ArArchiveInputStream ar = new ArArchiveInputStream(in)) {
      for (ArArchiveEntry entry = ar.getNextArEntry(); entry != null; entry = ar.getNextArEntry()) {
        if (entry.getName().startsWith(member)) {
          readTar(decompressed(ar, entry.getName()), wanted, receiver);
          return;
        }
      }
    } catch (IOException e) {
      throw new BadDataException(
          file
              + ": not a readable Debian package ("
              + e.getMessage()
              + "); delete it and try again",
          e);
    }
    throw new BadDataException(
        file + ": not a Debian package, it has no " + member + ".*; delete it and try again");
  }

  private static InputStream decompressed(InputStream in, String name) throws IOException {
    byte[] all = in.readAllBytes();
    String suffix = name.substring(name.lastIndexOf('.') + 1);
    String compressor =
        switch (suffix) {
          case "tar" -> "";
          case "gz" -> CompressorStreamFactory.GZIP;
          case "xz" -> CompressorStreamFactory.XZ;
          case "zst" -> CompressorStreamFactory.ZSTANDARD;
          default -> throw new IOException("unknown compression of " + name);
        };
    if (compressor.isEmpty()) {
      return new ByteArrayInputStream(all);
    }
    try {
      return new CompressorStreamFactory()
          .createCompressorInputStream(compressor, new ByteArrayInputStream(all));
    } catch (CompressorException e) {
      throw new IOException("cannot decompress " + name + ": " + e.getMessage(), e);
    }
  }

  private static void readTar(
      InputStream in, Predicate<String> wanted, BiConsumer<String, byte[]> receiver)
      throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextTarEntry();
          entry != null;
          entry = tar.getNextTarEntry()) {
        String path =
            entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
        if (entry.isFile() && wanted.test(path)) {
          receiver.accept(path, tar.readAllBytes());
        }
      }
    }
  }
}

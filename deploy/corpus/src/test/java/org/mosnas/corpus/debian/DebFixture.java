package org.mosnas.corpus.debian;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/** Writes small Debian packages. */
public final class DebFixture {
  private DebFixture() {}

  /**
   * Writes a package.
   *
   * @param compressor {@code xz}, {@code gz} or {@code zst}
   * @param files content by path
   */
  public static Path write(
      Path file, String name, String version, String compressor, Map<String, String> files)
      throws IOException {
    String control =
        String.format(
            Locale.ROOT,
            "Package: %s\nVersion: %s\nDescription: for a test\n with a second line: really\n",
            name,
            version);
    try (ArArchiveOutputStream ar = new ArArchiveOutputStream(Files.newOutputStream(file))) {
      member(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.UTF_8));
      member(ar, "control.tar." + compressor, tar(compressor, Map.of("control", control)));
      member(ar, "data.tar." + compressor, tar(compressor, files));
    }
    return file;
  }

  private static void member(ArArchiveOutputStream ar, String name, byte[] content)
      throws IOException {
    ar.putArchiveEntry(new ArArchiveEntry(name, content.length));
    ar.write(content);
    ar.closeArchiveEntry();
  }

  private static byte[] tar(String compressor, Map<String, String> files) throws IOException {
    String algorithm =
        switch (compressor) {
          case "gz" -> CompressorStreamFactory.GZIP;
          case "zst" -> CompressorStreamFactory.ZSTANDARD;
          default -> compressor;
        };
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
            new CompressorStreamFactory().createCompressorOutputStream(algorithm, bytes);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry("./" + file.getKey());
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    } catch (CompressorException e) {
      throw new IOException(e);
    }
    return bytes.toByteArray();
  }
}

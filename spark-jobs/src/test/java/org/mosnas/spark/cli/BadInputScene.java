package org.mosnas.spark.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.FileUtils;

/** The folder of one {@link BadInput}, where {@code run} is a copy of a finished run. */
record BadInputScene(Path here) {
  /** A run directory in which every stage is done. */
  static BadInputScene of(Path folder, Path finishedRun) throws IOException {
    BadInputScene scene = new BadInputScene(Files.createDirectories(folder));
    FileUtils.copyDirectory(finishedRun.toFile(), scene.file("run").toFile());
    return scene;
  }

  Path file(String name) {
    return here.resolve(name);
  }

  Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Path write(String name, byte[] bytes) throws IOException {
    Path file = file(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  /** Sentences, gzipped, of which the end is missing. */
  Path cutGzip(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(sentences(200).getBytes(StandardCharsets.UTF_8));
    }
    return write(name, java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
  }

  /** Different sentences, one a line. */
  static String sentences(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("sentence number ").append(i).append(" is here\n");
    }
    return text.toString();
  }

  void append(String name, String text) throws IOException {
    Files.writeString(file(name), Files.readString(file(name)) + text);
  }

  void delete(String name) throws IOException {
    FileUtils.forceDelete(file(name).toFile());
  }

  /** Cuts the end off. */
  void cut(String name, int bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(file(name).toFile(), "rw")) {
      file.setLength(file.length() - bytes);
    }
  }

  /** Leaves the first bytes only. */
  void truncate(String name, int bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(file(name).toFile(), "rw")) {
      file.setLength(bytes);
    }
  }

  /** Replaces bytes; the size stays. */
  void overwrite(String name, int at, byte... bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(file(name).toFile(), "rw")) {
      file.seek(at);
      file.write(bytes);
    }
  }

  void replace(String name, String old, String text) throws IOException {
    String before = Files.readString(file(name));
    if (!before.contains(old)) {
      throw new AssertionError(name + " does not hold " + old);
    }
    Files.writeString(file(name), before.replace(old, text));
  }

  /** The newest checkpoint of a stage, below the case's folder. */
  String newest(String stage) throws IOException {
    String folder = "run/" + stage + "/checkpoints/";
    return folder + Files.readString(file(folder + "latest")).strip() + "/";
  }

  /** A file of a folder that ends in {@code suffix}. */
  String only(String folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(file(folder))) {
      return files
          .filter(path -> path.toString().endsWith(suffix))
          .sorted()
          .findFirst()
          .map(path -> here.relativize(path).toString())
          .orElseThrow();
    }
  }

  String fill(String text) {
    return text.replace("{here}", here.toString()).replace("{run}", file("run").toString());
  }

  List<String> fill(List<String> texts) {
    return texts.stream().map(this::fill).toList();
  }

  /**
   * Checksums of all files but the log, which every command continues, and the two that tell of the
   * last command.
   */
  Map<String, String> checksums() throws IOException {
    Map<String, String> sums = new TreeMap<>();
    try (Stream<Path> files = Files.walk(here)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        // A copy of a run that is worked on has an id of its own.
        String name = here.relativize(file).toString().replaceAll("run_id=[^/]+", "run_id=");
        sums.put(name, DigestUtils.sha256Hex(Files.readAllBytes(file)));
      }
    }
    sums.keySet().removeAll(List.of("run/mos.log", "run/run.json", "run/effective.conf"));
    // The row of a run says what run.json says.
    sums.keySet().removeIf(file -> file.startsWith("run/tables/runs/"));
    return sums;
  }
}

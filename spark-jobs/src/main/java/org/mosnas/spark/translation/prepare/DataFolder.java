package org.mosnas.spark.translation.prepare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.config.Labels;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.text.InputForm;
import org.mosnas.model.text.TextFormat;
import org.mosnas.model.text.TextFormat.Casing;
import org.mosnas.model.text.TextLines;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.model.text.Vocabulary;
import org.mosnas.model.text.bpe.BpeCodes;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.translation.prepare.PrepareManifest.Output;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of prepared data on storage. */
final class DataFolder {
  private static final Logger log = LoggerFactory.getLogger(DataFolder.class);

  private static final String CODES = "codes.bpe";
  private static final String JOINT = "dict.txt";
  private static final String SOURCE = "dict.source.txt";
  private static final String TARGET = "dict.target.txt";

  private final Path path;
  private final Configuration hadoop;
  private final AtomicFiles files;

  DataFolder(Path path, Configuration hadoop) {
    // Without the slash that a URI of a folder may end in.
    this.path = new Path(path.toString());
    this.hadoop = hadoop;
    this.files = AtomicFiles.on(path, hadoop);
  }

  Path path() {
    return path;
  }

  AtomicFiles files() {
    return files;
  }

  Path resolve(String relative) {
    return new Path(path, relative);
  }

  /** Writes merges and dictionaries; returns their names. */
  List<String> writeText(TextPipeline pipeline, EmbeddingSharing embeddings) {
    List<String> names = new ArrayList<>();
    pipeline.codes().ifPresent(codes -> names.add(write(CODES, codes::write)));
    if (embeddings == EmbeddingSharing.SHARED) {
      names.add(write(JOINT, pipeline.sourceVocabulary()));
    } else {
      names.add(write(SOURCE, pipeline.sourceVocabulary()));
      names.add(write(TARGET, pipeline.targetVocabulary()));
    }
    return names;
  }

  /** Reads what {@link #writeText} wrote. */
  TextPipeline readText(PrepareManifest manifest) {
    TextFormat format =
        new TextFormat(
            Labels.parse(manifest.settings().get("format"), InputForm.values()),
            Labels.parse(manifest.settings().get("case"), Casing.values()));
    Vocabulary source;
    Vocabulary target;
    if (Labels.of(EmbeddingSharing.SHARED)
        .equals(manifest.settings().get(PrepareManifest.EMBEDDINGS))) {
      source = read(JOINT, Vocabulary::read);
      target = source;
    } else {
      source = read(SOURCE, Vocabulary::read);
      target = read(TARGET, Vocabulary::read);
    }
    return format.form() == InputForm.BPE
        ? TextPipeline.ofPieces(format.casing(), source, target)
        : TextPipeline.of(format, read(CODES, BpeCodes::read), source, target);
  }

  /** Writes the manifest, which vouches for all other files. */
  void writeManifest(PrepareManifest manifest) {
    files.writeText(resolve(PrepareManifest.FILE), manifest.toJson());
  }

  boolean hasManifest() {
    return files.exists(resolve(PrepareManifest.FILE));
  }

  PrepareManifest readManifest() {
    Path file = resolve(PrepareManifest.FILE);
    return PrepareManifest.parse(file.toString(), files.readText(file));
  }

  /** The manifest, if it can be read and all files are as it says. */
  Optional<PrepareManifest> intactManifest() {
    if (!hasManifest()) {
      return Optional.empty();
    }
    try {
      PrepareManifest manifest = readManifest();
      verify(manifest);
      return Optional.of(manifest);
    } catch (BadDataException e) {
      log.warn("{}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Whether the manifest is of this data, intact or not. */
  boolean holds(String fingerprint) {
    try {
      return readManifest().fingerprint().equals(fingerprint);
    } catch (BadDataException unreadable) {
      return false;
    }
  }

  /** Where new data is made before it takes the place of this. */
  DataFolder staging() {
    return new DataFolder(new Path(path.getParent(), "." + path.getName() + ".new"), hadoop);
  }

  /** Size and checksum of a file. */
  Output describe(String name) {
    return files.read(
        resolve(name),
        in -> {
          CountingDigest digest = new CountingDigest(in).toEnd();
          return new Output(name, digest.bytes(), digest.sha256());
        });
  }

  /**
   * Checks that all files are there with the right size, and those that are read whole with the
   * right content.
   */
  void verify(PrepareManifest manifest) {
    for (Output output : manifest.outputs()) {
      if (size(output.path()) != output.bytes()
          || (!isTable(output.path()) && !describe(output.path()).equals(output))) {
        throw new BadDataException(
            resolve(output.path())
                + ": not as it was written, by its size or checksum; prepare the data again");
      }
    }
  }

  private static boolean isTable(String name) {
    return name.endsWith(".parquet");
  }

  private long size(String name) {
    Path file = resolve(name);
    try {
      return file.getFileSystem(hadoop).getFileStatus(file).getLen();
    } catch (IOException e) {
      throw new BadDataException(
          file + ": prepared data is incomplete (" + e.getMessage() + "); prepare the data again",
          e);
    }
  }

  private String write(String name, Vocabulary vocabulary) {
    return write(name, out -> vocabulary.write(out));
  }

  private String write(String name, Consumer<StringBuilder> writer) {
    StringBuilder text = new StringBuilder();
    writer.accept(text);
    files.write(resolve(name), out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
    return name;
  }

  private <T> T read(String name, Function<TextLines, T> reader) {
    Path file = resolve(name);
    return files.read(
        file,
        in -> {
          try (TextLines lines = TextLines.stored(file.toString(), in)) {
            return reader.apply(lines);
          }
        });
  }
}

package org.mosnas.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.mosnas.corpus.CorpusManifest.TextFile;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.corpus.text.CorpusSplit;
import org.mosnas.corpus.text.ParallelCorpus;
import org.mosnas.corpus.text.ParallelCorpus.TranslatedSentence;
import org.mosnas.model.checksum.Checksums;

/** A folder with six text files and a manifest that vouches for them. */
final class CorpusFolder {
  private static final String MANIFEST = "manifest.json";

  private final Path folder;

  CorpusFolder(Path folder) {
    this.folder = folder;
  }

  /** What a look into a folder finds. */
  sealed interface State {
    /** No manifest, or one of another request or version. */
    record Absent() implements State {}

    /** The corpus that was asked for, intact. */
    record Intact(CorpusManifest manifest) implements State {}

    /** The corpus that was asked for, but not as it was written. */
    record Damaged(String reason) implements State {}
  }

  /**
   * Whether a corpus is here.
   *
   * @param kind the kind it must be of; any for {@link CorpusKind#AUTO}
   * @param versions the builder's version for each kind
   */
  State look(CorpusRequest request, CorpusKind kind, Map<CorpusKind, Integer> versions)
      throws IOException {
    Path file = folder.resolve(MANIFEST);
    if (!Files.exists(file)) {
      return new State.Absent();
    }
    CorpusManifest manifest;
    try {
      manifest = CorpusManifest.fromJson(Files.readString(file));
    } catch (JsonProcessingException e) {
      return new State.Damaged(file + " is not readable");
    }
    if (!manifest.request().equals(request)
        || !Objects.equals(versions.get(manifest.kind()), manifest.builderVersion())
        || (kind != CorpusKind.AUTO && kind != manifest.kind())) {
      return new State.Absent();
    }
    for (TextFile text : manifest.files()) {
      Path path = folder.resolve(text.name());
      if (!Files.exists(path)) {
        return new State.Damaged(path + " is missing");
      }
      if (!Checksums.sha256(path).equals(text.sha256())) {
        return new State.Damaged(path + " has changed");
      }
    }
    return new State.Intact(manifest);
  }

  /**
   * Writes a corpus, the manifest last.
   *
   * @param draft the manifest, without files
   * @return the manifest as written
   */
  CorpusManifest write(CorpusManifest draft, ParallelCorpus corpus) throws IOException {
    begin();
    CorpusRequest request = draft.request();
    List<TextFile> files = new ArrayList<>();
    for (CorpusSplit split : CorpusSplit.values()) {
      List<TranslatedSentence> pairs = corpus.pairs(split);
      files.add(
          write(split.label() + "." + request.sourceSuffix(), pairs, TranslatedSentence::source));
      files.add(
          write(split.label() + "." + request.targetSuffix(), pairs, TranslatedSentence::target));
    }
    CorpusManifest manifest = draft.withFiles(files);
    end(manifest);
    return manifest;
  }

  /** Copies an intact corpus from another folder, the manifest last. */
  void copyFrom(CorpusFolder other, CorpusManifest manifest) throws IOException {
    begin();
    for (TextFile file : manifest.files()) {
      replace(file.name(), part -> Files.copy(other.folder.resolve(file.name()), part));
    }
    end(manifest);
  }

  private void begin() throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve(MANIFEST));
  }

  private void end(CorpusManifest manifest) throws IOException {
    replace(MANIFEST, part -> Files.writeString(part, manifest.toJson()));
  }

  private TextFile write(
      String name, List<TranslatedSentence> pairs, Function<TranslatedSentence, String> side)
      throws IOException {
    Path file =
        replace(
            name,
            part -> {
              try (Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                for (TranslatedSentence pair : pairs) {
                  out.write(side.apply(pair));
                  out.write('\n');
                }
              }
            });
    return new TextFile(name, Files.size(file), Checksums.sha256(file));
  }

  private Path replace(String name, FileWriter writer) throws IOException {
    Path part = folder.resolve("." + name + ".part");
    Files.deleteIfExists(part);
    writer.write(part);
    return Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  @FunctionalInterface
  private interface FileWriter {
    void write(Path part) throws IOException;
  }
}

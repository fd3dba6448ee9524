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
import org.mosnas.corpus.CorpusManifest.TextFile;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.model.checksum.Checksums;

/** A folder with text files and a manifest that vouches for them. */
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
  State look(Request request, CorpusKind kind, Map<CorpusKind, Integer> versions)
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
   * @return the manifest as written
   */
  CorpusManifest write(Draft draft) throws IOException {
    begin();
    List<TextFile> files = new ArrayList<>();
    for (Map.Entry<String, List<String>> file : draft.files().entrySet()) {
      files.add(write(file.getKey(), file.getValue()));
    }
    CorpusManifest manifest = draft.manifest().withFiles(files);
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

  private TextFile write(String name, List<String> lines) throws IOException {
    Path file =
        replace(
            name,
            part -> {
              try (Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                for (String line : lines) {
                  out.write(line);
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

package org.mosnas.spark.translation.prepare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.config.Labels;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.spark.data.DataFile;
import org.mosnas.spark.data.DataFolder;
import org.mosnas.spark.data.DataManifest;
import org.mosnas.spark.data.ManifestJson;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.translation.prepare.FilePair.Surveyed;
import org.mosnas.spark.translation.prepare.PrepareSettings.Languages;

/**
 * What prepared data is, where it comes from, and checksums of all its files; the last file of it
 * that is written.
 *
 * @param formatVersion version of the layout
 * @param fingerprint of everything that decides the result: settings and contents of the inputs
 * @param settings keys of {@code mosnas.prepare}, and {@code embeddings} of the space
 * @param inputs the text files, in the order in which they were read
 * @param parts {@code train}, {@code valid} and {@code test}
 * @param merges byte pair merges that were learned
 * @param sourceVocabulary size of the source vocabulary
 * @param targetVocabulary size of the target vocabulary
 * @param shardSentences sentence pairs of each training shard
 * @param outputs the files
 */
public record PrepareManifest(
    int formatVersion,
    String fingerprint,
    Map<String, String> settings,
    List<Input> inputs,
    Map<String, Counts> parts,
    int merges,
    int sourceVocabulary,
    int targetVocabulary,
    List<Long> shardSentences,
    List<DataFile> outputs)
    implements DataManifest {
  /** The version that this program reads and writes. */
  public static final int FORMAT_VERSION = 1;

  /** Key of the one setting that is the space's. */
  static final String EMBEDDINGS = "embeddings";

  private static final ManifestJson<PrepareManifest> JSON =
      new ManifestJson<>(PrepareManifest.class, FORMAT_VERSION, "prepared data");

  /** Copies the collections, keeping their order. */
  public PrepareManifest {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    inputs = List.copyOf(inputs);
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    shardSentences = List.copyOf(shardSentences);
    outputs = List.copyOf(outputs);
  }

  /**
   * A text file that was read.
   *
   * @param part {@code train}, {@code valid} or {@code test}
   * @param side {@code source} or {@code target}
   * @param path where it was
   * @param bytes its size
   * @param sha256 of its bytes
   * @param sentences sentences in it
   */
  public record Input(
      String part, String side, String path, long bytes, String sha256, long sentences)
      implements InputFile {}

  /**
   * What is in a part of the data.
   *
   * @param read sentence pairs before anything was dropped; 0 for a part that was held out of train
   * @param kept sentence pairs in the part
   * @param dropped sentence pairs left out, by reason
   * @param sourceTokens source tokens, {@code </s>} included
   * @param targetTokens target tokens, {@code </s>} included
   * @param unknownTokens tokens of both sides that the vocabulary does not have
   */
  public record Counts(
      long read,
      long kept,
      Map<String, Long> dropped,
      long sourceTokens,
      long targetTokens,
      long unknownTokens) {
    /** Copies the map, keeping its order. */
    public Counts {
      dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
    }
  }

  /**
   * Everything that decides what prepared data looks like.
   *
   * @param settings by their keys
   * @param inputs in the order in which they are read
   */
  record Plan(Map<String, String> settings, List<Input> inputs) implements DataFolder.Plan {
    /** The plan for surveyed files. */
    static Plan of(
        PrepareSettings settings, EmbeddingSharing embeddings, List<FilePair<Surveyed>> pairs) {
      List<Input> inputs = new ArrayList<>();
      for (FilePair<Surveyed> pair : pairs) {
        inputs.add(input(pair.split(), "source", pair.source()));
        inputs.add(input(pair.split(), "target", pair.target()));
      }
      return new Plan(keys(settings, embeddings), inputs);
    }

    @Override
    public String fingerprint() {
      StringBuilder text = new StringBuilder();
      text.append("version=").append(FORMAT_VERSION).append('\n');
      settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
      for (Input input : inputs) {
        text.append(String.join(" ", input.part(), input.side(), input.sha256()))
            .append(' ')
            .append(input.sentences())
            .append('\n');
      }
      return Checksums.sha256(text.toString());
    }

    @Override
    public long bytes() {
      return inputs.stream().mapToLong(Input::bytes).sum();
    }

    private static Input input(Split split, String side, Surveyed text) {
      return new Input(
          split.label(), side, text.name(), text.bytes(), text.sha256(), text.sentences());
    }
  }

  /** A part by its name. */
  public Counts part(String name) {
    Counts part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException("no part " + name);
    }
    return part;
  }

  /**
   * The first setting that the data was not made with, for messages; empty if there is none.
   *
   * <p>The sizes of held out parts are compared where text is named: a corpus of the run's own
   * brings these parts along.
   */
  public Optional<String> difference(PrepareSettings wanted, EmbeddingSharing embeddings) {
    Map<String, String> keys = keys(wanted, embeddings);
    if (wanted.files().train().source().isEmpty()) {
      keys.keySet().removeIf(key -> key.startsWith("holdout."));
    }
    return keys.entrySet().stream()
        .filter(key -> !key.getValue().equals(settings.get(key.getKey())))
        .map(
            key ->
                String.format(
                    Locale.ROOT,
                    "prepare.%s was %s, is %s",
                    key.getKey(),
                    settings.get(key.getKey()),
                    key.getValue()))
        .findFirst();
  }

  private static Map<String, String> keys(PrepareSettings settings, EmbeddingSharing embeddings) {
    Map<String, String> keys = new LinkedHashMap<>(settings.keys());
    keys.put(EMBEDDINGS, Labels.of(embeddings));
    return keys;
  }

  /** What the two languages are called. */
  public Languages languages() {
    return new Languages(
        settings.getOrDefault("languages.source", "source"),
        settings.getOrDefault("languages.target", "target"));
  }

  @Override
  public String summary() {
    Counts train = part("train");
    return String.format(
        Locale.ROOT,
        "%d pairs to train on (dropped: %s), %d valid, %d test; %.1f + %.1f tokens a pair;"
            + " vocabulary %s; %d shards",
        train.kept,
        train.dropped.isEmpty() ? "none" : train.dropped,
        part("valid").kept,
        part("test").kept,
        (double) train.sourceTokens / train.kept,
        (double) train.targetTokens / train.kept,
        sourceVocabulary == targetVocabulary
            ? sourceVocabulary
            : sourceVocabulary + " + " + targetVocabulary,
        shardSentences.size());
  }

  @Override
  public String toJson() {
    return JSON.write(this);
  }

  /**
   * Reads a manifest.
   *
   * @param name of the file, for messages
   * @throws org.mosnas.model.error.BadDataException if it is no manifest, or one of another version
   */
  public static PrepareManifest parse(String name, String json) {
    return JSON.parse(name, json);
  }
}

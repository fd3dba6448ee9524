package org.mosnas.spark.prepare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.StrictJson;
import org.mosnas.model.space.EmbeddingSharing;

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
    Map<String, Part> parts,
    int merges,
    int sourceVocabulary,
    int targetVocabulary,
    List<Long> shardSentences,
    List<Output> outputs) {
  /** The version that this program reads and writes. */
  public static final int FORMAT_VERSION = 1;

  /** Name of the file. */
  static final String FILE = "manifest.json";

  private static final JsonMapper JSON =
      StrictJson.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

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
      String part, String side, String path, long bytes, String sha256, long sentences) {}

  /**
   * A part of the data.
   *
   * @param read sentence pairs before anything was dropped; 0 for a part that was held out of train
   * @param kept sentence pairs in the part
   * @param dropped sentence pairs left out, by reason
   * @param sourceTokens source tokens, {@code </s>} included
   * @param targetTokens target tokens, {@code </s>} included
   * @param unknownTokens tokens of both sides that the vocabulary does not have
   */
  public record Part(
      long read,
      long kept,
      Map<String, Long> dropped,
      long sourceTokens,
      long targetTokens,
      long unknownTokens) {
    /** Copies the map, keeping its order. */
    public Part {
      dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
    }
  }

  /**
   * A file of the data.
   *
   * @param path relative to the folder of the manifest
   * @param bytes its size
   * @param sha256 of its bytes
   */
  public record Output(String path, long bytes, String sha256) {}

  /** A part by its name. */
  public Part part(String name) {
    Part part = parts.get(name);
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
    Map<String, String> keys = new LinkedHashMap<>(wanted.keys());
    keys.put(DataFolder.EMBEDDINGS, Labels.of(embeddings));
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

  /** What the two languages are called. */
  public Languages languages() {
    return new Languages(
        settings.getOrDefault("languages.source", "source"),
        settings.getOrDefault("languages.target", "target"));
  }

  /** What a log says about the data, in one line. */
  public String summary() {
    Part train = part("train");
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

  String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Reads a manifest.
   *
   * @param name of the file, for messages
   * @throws BadDataException if it is no manifest, or one of another version
   */
  static PrepareManifest parse(String name, String json) {
    try {
      JsonNode version = JSON.readTree(json).path("format-version");
      if (!version.equals(IntNode.valueOf(FORMAT_VERSION))) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s: prepared data of version %s; this program reads version %d: prepare the data again in a new run directory",
                name,
                version,
                FORMAT_VERSION));
      }
      return JSON.readValue(json, PrepareManifest.class);
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: not a manifest of prepared data (%s); prepare the data again",
              name,
              StrictJson.problem(e)),
          e);
    }
  }
}

package org.mosnas.spark.masked.prepare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.task.masked.MaskingRules;
import org.mosnas.spark.data.DataFile;
import org.mosnas.spark.data.DataFolder;
import org.mosnas.spark.data.DataManifest;
import org.mosnas.spark.data.ManifestJson;

/**
 * What prepared text is, where it comes from, and checksums of all its files; the last file of it
 * that is written.
 *
 * @param formatVersion version of the layout
 * @param fingerprint of everything that decides the result: settings and contents of the inputs
 * @param settings keys below {@code mosnas}
 * @param masking which pieces are to be guessed
 * @param inputs the text files, in the order in which they were read, and a vocabulary if it was
 *     given
 * @param parts {@code train}, {@code valid} and {@code test}
 * @param vocabulary pieces that have ids
 * @param shardSequences sequences of each training shard
 * @param outputs the files
 */
public record TextManifest(
    int formatVersion,
    String fingerprint,
    Map<String, String> settings,
    MaskingRules masking,
    List<Input> inputs,
    Map<String, Counts> parts,
    int vocabulary,
    List<Long> shardSequences,
    List<DataFile> outputs)
    implements DataManifest {
  /** The version that this program reads and writes. */
  public static final int FORMAT_VERSION = 1;

  private static final ManifestJson<TextManifest> JSON =
      new ManifestJson<>(TextManifest.class, FORMAT_VERSION, "prepared text");

  /** Copies the collections, keeping their order. */
  public TextManifest {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    inputs = List.copyOf(inputs);
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    shardSequences = List.copyOf(shardSequences);
    outputs = List.copyOf(outputs);
  }

  /**
   * A file that was read.
   *
   * @param part {@code train}, {@code valid}, {@code test} or {@code vocabulary}
   * @param path where it was
   * @param bytes its size
   * @param sha256 of its bytes
   * @param documents in it
   */
  public record Input(String part, String path, long bytes, String sha256, long documents)
      implements InputFile {}

  /**
   * What is in a part of the data.
   *
   * @param documents that it was made of
   * @param leftOut sequences that were too short
   * @param sequences in it
   * @param pieces tokens in them without special ones
   * @param unknown words in them that cannot be spelled
   */
  public record Counts(long documents, long leftOut, long sequences, long pieces, long unknown) {}

  /**
   * Everything that decides what prepared text looks like.
   *
   * @param settings by their keys
   * @param inputs in the order in which they are read
   */
  record Plan(Map<String, String> settings, List<Input> inputs) implements DataFolder.Plan {
    @Override
    public String fingerprint() {
      StringBuilder text = new StringBuilder();
      text.append("masked version=").append(FORMAT_VERSION).append('\n');
      settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
      for (Input input : inputs) {
        text.append(String.join(" ", input.part(), input.sha256())).append('\n');
      }
      return Checksums.sha256(text.toString());
    }

    @Override
    public long bytes() {
      return inputs.stream().mapToLong(Input::bytes).sum();
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

  /** The first setting that the data was not made with, for messages; empty if there is none. */
  Optional<String> difference(TextSettings wanted) {
    return wanted.keys().entrySet().stream()
        .filter(key -> !key.getValue().equals(settings.get(key.getKey())))
        .map(
            key ->
                String.format(
                    Locale.ROOT,
                    "%s was %s, is %s",
                    key.getKey(),
                    settings.get(key.getKey()),
                    key.getValue()))
        .findFirst();
  }

  @Override
  public String summary() {
    Counts train = part("train");
    return String.format(
        Locale.ROOT,
        "%,d sequences of %,d documents to train on (%,d too short), %,d valid, %,d test; %.1f"
            + " pieces a sequence, %.2f %% unknown; vocabulary %,d; %d shards",
        train.sequences,
        train.documents,
        train.leftOut,
        part("valid").sequences,
        part("test").sequences,
        (double) train.pieces / train.sequences,
        100.0 * train.unknown / train.pieces,
        vocabulary,
        shardSequences.size());
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
  public static TextManifest parse(String name, String json) {
    return JSON.parse(name, json);
  }
}

package org.mosnas.spark.labelled.prepare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.config.Labels;
import org.mosnas.model.metric.labelled.LabelledMetric;
import org.mosnas.model.task.labelled.LabelKind;
import org.mosnas.model.task.labelled.LabelledLayout;
import org.mosnas.model.task.labelled.Labelling;
import org.mosnas.spark.data.DataFile;
import org.mosnas.spark.data.DataFolder;
import org.mosnas.spark.data.DataManifest;
import org.mosnas.spark.data.ManifestJson;
import org.mosnas.spark.data.Split;

/**
 * What prepared texts and labels are, where they come from, and checksums of all files; the last
 * file that is written.
 *
 * @param formatVersion version of the layout
 * @param fingerprint of everything that decides the result: settings, tokenizer and contents of the
 *     inputs
 * @param settings keys of {@code mosnas.labelled}, and the checksum of the tokenizer
 * @param inputs the files, in the order in which they were read
 * @param parts {@code train}, {@code valid} and {@code test}
 * @param classes names of the classes in the order of their numbers; empty where labels are numbers
 * @param vocabulary size of the tokenizer's vocabulary
 * @param splitsDev whether the test set is a half of the development set
 * @param shardExamples examples of each training shard
 * @param outputs the files
 */
public record LabelledManifest(
    int formatVersion,
    String fingerprint,
    Map<String, String> settings,
    List<Input> inputs,
    Map<String, Counts> parts,
    List<String> classes,
    int vocabulary,
    boolean splitsDev,
    List<Long> shardExamples,
    List<DataFile> outputs)
    implements DataManifest {
  /** The version that this program reads and writes. */
  public static final int FORMAT_VERSION = 1;

  /** Key of the one setting that is not of the block: the checksum of the tokenizer. */
  static final String TOKENIZER = "tokenizer";

  private static final ManifestJson<LabelledManifest> JSON =
      new ManifestJson<>(LabelledManifest.class, FORMAT_VERSION, "labelled texts");

  /** Copies the collections, keeping their order. */
  public LabelledManifest {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    inputs = List.copyOf(inputs);
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    classes = List.copyOf(classes);
    shardExamples = List.copyOf(shardExamples);
    outputs = List.copyOf(outputs);
  }

  /**
   * A file that was read.
   *
   * @param part {@code train}, {@code dev} or {@code test}
   * @param path where it was
   * @param bytes its size
   * @param sha256 of its bytes
   */
  public record Input(String part, String path, long bytes, String sha256) implements InputFile {}

  /**
   * What is in a part of the data.
   *
   * @param examples how many
   * @param dropped lines of the files that are no examples, by reason
   * @param tokens of all examples
   * @param cut examples that were longer than the setting allows
   * @param known examples whose texts are those of an example to train on; 0 for {@code train}
   * @param labels examples by their class; empty where labels are numbers
   */
  public record Counts(
      long examples,
      Map<String, Long> dropped,
      long tokens,
      long cut,
      long known,
      Map<String, Long> labels) {
    /** Copies the maps, keeping their order. */
    public Counts {
      dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
      labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }
  }

  /**
   * Everything that decides what prepared data looks like.
   *
   * @param settings by their keys
   * @param inputs in the order in which they are read
   */
  record Plan(Map<String, String> settings, List<Input> inputs) implements DataFolder.Plan {
    @Override
    public String fingerprint() {
      StringBuilder text = new StringBuilder();
      text.append("labelled version=").append(FORMAT_VERSION).append('\n');
      settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
      inputs.forEach(
          input -> text.append(input.part()).append(' ').append(input.sha256()).append('\n'));
      return Checksums.sha256(text.toString());
    }

    @Override
    public long bytes() {
      return inputs.stream().mapToLong(Input::bytes).sum();
    }
  }

  /** What labels are. */
  public Labelling labelling() {
    return kind() == LabelKind.CLASSES ? new Labelling.Classes(classes) : new Labelling.Numbers();
  }

  /** What answers are scored by, the one that matters most first. */
  public List<LabelledMetric> metrics() {
    return Labels.parse(settings.get("layout"), LabelledLayout.values()).metrics(kind());
  }

  /** Texts of an example: 1, or 2 for pairs. */
  public int texts() {
    return settings.get("text-pair").isEmpty() ? 1 : 2;
  }

  /** Most tokens of an example, special ones included. */
  public int maxLength() {
    return Integer.parseInt(settings.get("max-length"));
  }

  private LabelKind kind() {
    return Labels.parse(settings.get("kind"), LabelKind.values());
  }

  /** What is in a part. */
  public Counts part(Split split) {
    Counts part = parts.get(split.label());
    if (part == null) {
      throw new IllegalArgumentException("no part " + split.label());
    }
    return part;
  }

  /** The first setting that the data was not made with, for messages; empty if there is none. */
  public Optional<String> difference(LabelledSettings wanted) {
    return wanted.keys().entrySet().stream()
        .filter(key -> !key.getValue().equals(settings.get(key.getKey())))
        .map(
            key ->
                String.format(
                    Locale.ROOT,
                    "labelled.%s was %s, is %s",
                    key.getKey(),
                    settings.get(key.getKey()),
                    key.getValue()))
        .findFirst();
  }

  @Override
  public String summary() {
    Counts train = part(Split.TRAIN);
    return String.format(
        Locale.ROOT,
        "%d texts to train on%s, %d valid, %d test%s; %s; %.1f tokens a text, %d cut; %d shards",
        train.examples,
        train.dropped.isEmpty() ? "" : " (dropped: " + train.dropped + ")",
        part(Split.VALID).examples,
        part(Split.TEST).examples,
        splitsDev ? " (halves of the development set)" : "",
        classes.isEmpty() ? "labels are numbers" : classes.size() + " classes",
        (double) train.tokens / train.examples,
        train.cut,
        shardExamples.size());
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
  public static LabelledManifest parse(String name, String json) {
    return JSON.parse(name, json);
  }
}

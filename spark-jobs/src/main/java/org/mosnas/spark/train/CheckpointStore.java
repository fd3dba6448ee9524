package org.mosnas.spark.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.checkpoint.CheckpointFormatException;
import org.mosnas.model.checkpoint.Safetensors;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.spark.io.AtomicFiles;

/**
 * The checkpoints of one stage: a folder per round with three safetensors files and a manifest,
 * published by renaming. The newest two are kept.
 */
public final class CheckpointStore {
  private static final int FORMAT_VERSION = 1;
  private static final String MANIFEST = "manifest.json";
  private static final String POINTER = "latest";
  private static final String PARAMETERS = "parameters.safetensors";
  private static final String FIRST_MOMENTS = "first-moments.safetensors";
  private static final String SECOND_MOMENTS = "second-moments.safetensors";
  private static final Pattern NAME = Pattern.compile("round-\\d{5,}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AtomicFiles files;
  private final Path folder;
  private final ParameterLayout layout;
  private final String fingerprint;

  /**
   * Opens the store.
   *
   * @param layout of the vectors
   * @param fingerprint of everything that decides the result; a checkpoint with another one is
   *     refused
   */
  public CheckpointStore(
      AtomicFiles files, Path folder, ParameterLayout layout, String fingerprint) {
    this.files = files;
    this.folder = folder;
    this.layout = layout;
    this.fingerprint = fingerprint;
  }

  /**
   * The newest checkpoint, if there is one.
   *
   * @throws CheckpointFormatException if it is damaged, or of another space, configuration or
   *     version
   */
  public Optional<Checkpoint> latest() {
    Path pointer = new Path(folder, POINTER);
    if (!files.exists(pointer)) {
      return Optional.empty();
    }
    return Optional.of(load(newest(files, pointer)));
  }

  /**
   * The parameters of the newest checkpoint, if there is one; its moments are not read.
   *
   * @throws CheckpointFormatException as {@link #latest()}
   */
  public Optional<float[]> parameters() {
    if (!exist()) {
      return Optional.empty();
    }
    Path newest = newest(files, new Path(folder, POINTER));
    manifest(newest);
    return Optional.of(read(new Path(newest, PARAMETERS)));
  }

  /** Rounds of the newest checkpoint; 0 without one. */
  public int rounds() {
    Path pointer = new Path(folder, POINTER);
    if (!files.exists(pointer)) {
      return 0;
    }
    return parse(files, new Path(newest(files, pointer), MANIFEST)).path("rounds").asInt();
  }

  /** What every round of the newest checkpoint came to; nothing without one. */
  public static List<RoundReport> history(AtomicFiles files, Path folder) {
    Path pointer = new Path(folder, POINTER);
    if (!files.exists(pointer)) {
      return List.of();
    }
    return history(parse(files, new Path(newest(files, pointer), MANIFEST)));
  }

  /** Whether there is a checkpoint, sound or not. */
  public boolean exist() {
    return files.exists(new Path(folder, POINTER));
  }

  /**
   * Makes sure that training can go on from the newest checkpoint, if there is one.
   *
   * @throws CheckpointFormatException as {@link #latest()}, but for the weights, which are not read
   */
  public void requireFitting() {
    if (exist()) {
      manifest(newest(files, new Path(folder, POINTER)));
    }
  }

  private static Path newest(AtomicFiles files, Path pointer) {
    String name = files.readText(pointer).strip();
    if (!NAME.matcher(name).matches()) {
      throw new CheckpointFormatException(
          String.format(
              Locale.ROOT,
              "%s: '%s' is no name of a checkpoint, expected one like %s; write the name of a folder beside it into the file",
              pointer,
              name,
              name(1)));
    }
    return new Path(pointer.getParent(), name);
  }

  /** Deletes all checkpoints. */
  public void clear() {
    files.delete(folder);
  }

  /** Keeps a checkpoint; what was the newest stays until the new one is complete. */
  public void save(Checkpoint checkpoint) {
    ParameterSnapshot state = checkpoint.state();
    files.requireFree(folder, 3L * Float.BYTES * state.floats() + (1 << 20), "a checkpoint");
    String name = name(checkpoint.rounds());
    Path unfinished = new Path(folder, ".unfinished-" + name);
    files.delete(unfinished);
    write(new Path(unfinished, PARAMETERS), state.parameters());
    write(new Path(unfinished, FIRST_MOMENTS), state.firstMoments());
    write(new Path(unfinished, SECOND_MOMENTS), state.secondMoments());
    files.writeText(new Path(unfinished, MANIFEST), manifest(checkpoint));
    files.publish(unfinished, new Path(folder, name));
    files.writeText(new Path(folder, POINTER), name);
    files.delete(new Path(folder, name(checkpoint.rounds() - 2)));
  }

  private static String name(int rounds) {
    return String.format(Locale.ROOT, "round-%05d", rounds);
  }

  private void write(Path file, float[] values) {
    files.write(file, out -> Safetensors.write(out, layout, values, Map.of("format", "mosnas")));
  }

  private float[] read(Path file) {
    float[] values = new float[layout.floats()];
    files.read(file, in -> Safetensors.read(in, file.toString(), layout, values));
    return values;
  }

  private String manifest(Checkpoint checkpoint) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format-version", FORMAT_VERSION);
    root.put("fingerprint", fingerprint);
    root.put("rounds", checkpoint.rounds());
    root.put("updates", checkpoint.state().updates());
    ArrayNode history = root.putArray("history");
    checkpoint.history().forEach(report -> history.add(RoundReportJson.toJson(report)));
    return root.toPrettyString();
  }

  /** The manifest of a checkpoint of this run. */
  private JsonNode manifest(Path path) {
    JsonNode manifest = parse(files, new Path(path, MANIFEST));
    int version = manifest.path("format-version").asInt();
    if (version != FORMAT_VERSION) {
      throw new CheckpointFormatException(
          path
              + ": checkpoint of format version "
              + version
              + ", this program reads "
              + FORMAT_VERSION
              + "; use the version that wrote it or a new run directory");
    }
    String found = manifest.path("fingerprint").asText();
    if (!found.equals(fingerprint)) {
      throw new CheckpointFormatException(
          path
              + ": the checkpoint is of another space, configuration or corpus (fingerprint "
              + found
              + ", this run has "
              + fingerprint
              + "); go on with the configuration of that run or use a new run directory");
    }
    return manifest;
  }

  private Checkpoint load(Path path) {
    JsonNode manifest = manifest(path);
    ParameterSnapshot state =
        new ParameterSnapshot(
            manifest.path("updates").asLong(),
            read(new Path(path, PARAMETERS)),
            read(new Path(path, FIRST_MOMENTS)),
            read(new Path(path, SECOND_MOMENTS)));
    return new Checkpoint(state, history(manifest));
  }

  private static List<RoundReport> history(JsonNode manifest) {
    List<RoundReport> history = new ArrayList<>();
    manifest.path("history").forEach(node -> history.add(RoundReportJson.parse(node)));
    return history;
  }

  private static JsonNode parse(AtomicFiles files, Path file) {
    try {
      return JSON.readTree(files.readText(file));
    } catch (JsonProcessingException e) {
      throw new CheckpointFormatException(
          file + ": the manifest is damaged; delete the checkpoint folder to start again", e);
    }
  }

  /** Round reports as JSON. */
  private static final class RoundReportJson {
    private RoundReportJson() {}

    static ObjectNode toJson(RoundReport report) {
      ObjectNode node = JSON.createObjectNode();
      node.put("round", report.round());
      node.put("updates", report.updates());
      node.put("train-loss", report.trainLoss());
      ObjectNode validation = node.putObject("validation");
      report.validation().forEach(validation::put);
      node.put("learning-rate", report.learningRate());
      node.put("target-tokens", report.targetTokens());
      node.put("seconds", report.seconds());
      node.put("data-share", report.dataShare());
      return node;
    }

    static RoundReport parse(JsonNode node) {
      LinkedHashMap<String, Double> validation = new LinkedHashMap<>();
      node.path("validation")
          .fields()
          .forEachRemaining(field -> validation.put(field.getKey(), field.getValue().asDouble()));
      return new RoundReport(
          node.path("round").asInt(),
          node.path("updates").asLong(),
          node.path("train-loss").asDouble(),
          validation,
          node.path("learning-rate").asDouble(),
          node.path("target-tokens").asLong(),
          node.path("seconds").asDouble(),
          node.path("data-share").asDouble());
    }
  }
}

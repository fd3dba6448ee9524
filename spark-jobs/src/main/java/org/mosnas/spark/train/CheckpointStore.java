package org.mosnas.spark.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.checkpoint.CheckpointFormatException;
import org.mosnas.model.checkpoint.Safetensors;
import org.mosnas.model.json.JsonFields;
import org.mosnas.model.json.StrictJson;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Fingerprint;

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

  private final AtomicFiles files;
  private final Path folder;
  private final ParameterLayout layout;
  private final Fingerprint fingerprint;
  private final String weights;

  /**
   * Opens the store.
   *
   * @param layout of the vectors
   * @param fingerprint of everything that decides the result; a checkpoint with another one is
   *     refused
   * @param weights what the weights are that training began with, if they are of another training;
   *     otherwise empty
   */
  public CheckpointStore(
      AtomicFiles files,
      Path folder,
      ParameterLayout layout,
      Fingerprint fingerprint,
      String weights) {
    this.files = files;
    this.folder = folder;
    this.layout = layout;
    this.fingerprint = fingerprint;
    this.weights = weights;
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
      manifest(newest());
    }
  }

  /** Whether the newest checkpoint began with just these weights. */
  public boolean haveTheseWeights() {
    JsonNode manifest = parse(files, new Path(newest(), MANIFEST));
    return manifest.path("weights").asText("").equals(weights);
  }

  /** SHA-256 of the parameters of the newest checkpoint, which has to exist. */
  public String checksum() {
    return files.sha256(new Path(newest(), PARAMETERS));
  }

  private Path newest() {
    return newest(files, new Path(folder, POINTER));
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
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format-version", FORMAT_VERSION);
    root.put("fingerprint", fingerprint.value());
    if (!weights.isEmpty()) {
      root.put("weights", weights);
    }
    root.put("rounds", checkpoint.rounds());
    root.put("updates", checkpoint.state().updates());
    ArrayNode history = root.putArray("history");
    checkpoint.history().forEach(report -> history.add(RoundReportJson.toJson(report)));
    return root.toPrettyString();
  }

  /** The manifest of a checkpoint of this run. */
  private JsonNode manifest(Path path) {
    JsonNode manifest = parse(files, new Path(path, MANIFEST));
    JsonNode version = manifest.path("format-version");
    if (!isReadable(manifest)) {
      throw new CheckpointFormatException(
          path
              + ": checkpoint of format version "
              + version
              + ", this program reads "
              + FORMAT_VERSION
              + "; use the version that wrote it or a new run directory");
    }
    String found = manifest.path("fingerprint").asText();
    if (!fingerprint.matches(found)) {
      throw new CheckpointFormatException(
          path
              + ": the checkpoint is of another space, configuration or corpus (fingerprint "
              + found
              + ", this run has "
              + fingerprint.value()
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
      JsonNode manifest = StrictJson.parse(files.readText(file));
      if (isReadable(manifest)) {
        requireNumbers(manifest);
      }
      return manifest;
    } catch (JsonProcessingException e) {
      throw damaged(file, StrictJson.problem(e), e);
    } catch (IllegalArgumentException e) {
      throw damaged(file, e.getMessage(), e);
    }
  }

  private static boolean isReadable(JsonNode manifest) {
    return manifest.path("format-version").equals(IntNode.valueOf(FORMAT_VERSION));
  }

  private static void requireNumbers(JsonNode manifest) {
    int unused = JsonFields.count(manifest, "rounds");
    long unusedToo = JsonFields.whole(manifest, "updates");
    for (JsonNode round : JsonFields.list(manifest, "history")) {
      for (String key : List.of("round", "updates", "target-tokens")) {
        unusedToo = JsonFields.whole(round, key);
      }
    }
  }

  private static CheckpointFormatException damaged(Path file, String why, Exception cause) {
    return new CheckpointFormatException(
        String.format(
            Locale.ROOT,
            "%s: the manifest is damaged (%s); delete the checkpoint folder to start again",
            file,
            why),
        cause);
  }
}

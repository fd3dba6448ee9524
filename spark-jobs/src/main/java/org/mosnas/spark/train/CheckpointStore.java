package org.mosnas.spark.train;

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
import org.mosnas.spark.io.Fingerprint;
import org.mosnas.spark.run.CheckpointManifest;
import org.mosnas.spark.run.RoundReport;
import org.mosnas.spark.run.RunLayout;

/**
 * The checkpoints of one stage: a folder per round with three safetensors files and a manifest,
 * published by renaming. The newest two are kept.
 */
public final class CheckpointStore {
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
    return exist() ? Optional.of(load(newest())) : Optional.empty();
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
    Path newest = newest();
    manifest(newest);
    return Optional.of(parameters(files, newest, layout));
  }

  /** Rounds of the newest checkpoint; 0 without one. */
  public int rounds() {
    return exist() ? CheckpointManifest.in(files, newest()).rounds() : 0;
  }

  /** What every round of the newest checkpoint came to; nothing without one. */
  public static List<RoundReport> history(AtomicFiles files, Path folder) {
    return files.exists(new Path(folder, RunLayout.NEWEST))
        ? CheckpointManifest.in(files, newest(files, folder)).history()
        : List.of();
  }

  /** Whether there is a checkpoint, sound or not. */
  public boolean exist() {
    return files.exists(new Path(folder, RunLayout.NEWEST));
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
    return CheckpointManifest.in(files, newest()).weights().orElse("").equals(weights);
  }

  /** SHA-256 of the parameters of the newest checkpoint, which has to exist. */
  public String checksum() {
    return files.sha256(new Path(newest(), PARAMETERS));
  }

  private Path newest() {
    return newest(files, folder);
  }

  /**
   * The newest of the checkpoints in a folder, which has to have one.
   *
   * @throws CheckpointFormatException if the folder names none
   */
  public static Path newest(AtomicFiles files, Path folder) {
    Path pointer = new Path(folder, RunLayout.NEWEST);
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
    return new Path(folder, name);
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
    files.writeText(new Path(unfinished, CheckpointManifest.FILE), manifest(checkpoint).text());
    files.publish(unfinished, new Path(folder, name));
    files.writeText(new Path(folder, RunLayout.NEWEST), name);
    files.delete(new Path(folder, name(checkpoint.rounds() - 2)));
  }

  private static String name(int rounds) {
    return String.format(Locale.ROOT, "round-%05d", rounds);
  }

  private void write(Path file, float[] values) {
    files.write(file, out -> Safetensors.write(out, layout, values, Map.of("format", "mosnas")));
  }

  /**
   * The parameters of a checkpoint.
   *
   * @param checkpoint its folder
   * @param layout of the vector
   */
  public static float[] parameters(AtomicFiles files, Path checkpoint, ParameterLayout layout) {
    return read(files, new Path(checkpoint, PARAMETERS), layout);
  }

  private static float[] read(AtomicFiles files, Path file, ParameterLayout layout) {
    float[] values = new float[layout.floats()];
    files.read(file, in -> Safetensors.read(in, file.toString(), layout, values));
    return values;
  }

  private CheckpointManifest manifest(Checkpoint checkpoint) {
    return new CheckpointManifest(
        CheckpointManifest.FORMAT,
        fingerprint.value(),
        Optional.of(weights).filter(known -> !known.isEmpty()),
        checkpoint.rounds(),
        checkpoint.state().updates(),
        checkpoint.history());
  }

  /** The manifest of a checkpoint of this run. */
  private CheckpointManifest manifest(Path path) {
    CheckpointManifest manifest = CheckpointManifest.in(files, path);
    if (!fingerprint.matches(manifest.fingerprint())) {
      throw new CheckpointFormatException(
          path
              + ": the checkpoint is of another space, configuration or corpus (fingerprint "
              + manifest.fingerprint()
              + ", this run has "
              + fingerprint.value()
              + "); go on with the configuration of that run or use a new run directory");
    }
    return manifest;
  }

  private Checkpoint load(Path path) {
    CheckpointManifest manifest = manifest(path);
    ParameterSnapshot state =
        new ParameterSnapshot(
            manifest.updates(),
            parameters(files, path, layout),
            read(files, new Path(path, FIRST_MOMENTS), layout),
            read(files, new Path(path, SECOND_MOMENTS), layout));
    return new Checkpoint(state, manifest.history());
  }
}

package org.mosnas.spark.train;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.averaging.StateSlice;
import org.mosnas.model.checkpoint.CheckpointFormatException;
import org.mosnas.model.checkpoint.Safetensors;
import org.mosnas.model.checkpoint.StateBlockFile.Sums;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Fingerprint;
import org.mosnas.spark.run.CheckpointManifest;
import org.mosnas.spark.run.RoundReport;
import org.mosnas.spark.run.RunLayout;

/**
 * The checkpoints of one stage: a folder per round with the blocks of the state, which executors
 * write, and a manifest, which makes a checkpoint of them. The newest two are kept.
 *
 * <p>Version 1 had three safetensors files of the whole vectors instead; they are read, and turned
 * into blocks where training goes on from them.
 */
public final class CheckpointStore {
  private static final String PARAMETERS = "parameters.safetensors";
  private static final String FIRST_MOMENTS = "first-moments.safetensors";
  private static final String SECOND_MOMENTS = "second-moments.safetensors";
  private static final Pattern NAME = Pattern.compile("round-\\d{5,}");

  private static final Map<String, String> METADATA = Map.of("format", "mosnas");

  private final AtomicFiles files;
  private final Path folder;
  private final ParameterLayout layout;
  private final Fingerprint fingerprint;
  private final String weights;
  private final int blockFloats;

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
    this(files, folder, layout, fingerprint, weights, StateRef.BLOCK_FLOATS);
  }

  CheckpointStore(
      AtomicFiles files,
      Path folder,
      ParameterLayout layout,
      Fingerprint fingerprint,
      String weights,
      int blockFloats) {
    this.files = files;
    this.folder = folder;
    this.layout = layout;
    this.fingerprint = fingerprint;
    this.weights = weights;
    this.blockFloats = blockFloats;
  }

  /**
   * The newest checkpoint, if there is one; its blocks are not read.
   *
   * @throws CheckpointFormatException if its manifest is damaged, or of another space,
   *     configuration or version
   */
  Optional<Checkpoint> latest() {
    return exist() ? Optional.of(load(newest())) : Optional.empty();
  }

  /**
   * The parameters of the newest checkpoint, if there is one; its moments are not read.
   *
   * @return closed by the caller
   * @throws CheckpointFormatException if they are damaged, or of another space, configuration or
   *     version
   */
  public Optional<ParameterBank> parameters() {
    if (!exist()) {
      return Optional.empty();
    }
    Path newest = newest();
    CheckpointManifest unused = manifest(newest);
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
   * @throws CheckpointFormatException as {@link #parameters()}, but for the weights, which are not
   *     read
   */
  public void requireFitting() {
    if (exist()) {
      CheckpointManifest unused = manifest(newest());
    }
  }

  /** Whether the newest checkpoint began with just these weights. */
  public boolean haveTheseWeights() {
    return CheckpointManifest.in(files, newest()).weights().orElse("").equals(weights);
  }

  /**
   * SHA-256 of the parameters of the newest checkpoint, which has to exist: of the safetensors file
   * that they would be, so blocks of any size and version 1 give the same.
   */
  public String checksum() {
    Path newest = newest();
    Optional<StateRef> state = blocks(newest, CheckpointManifest.in(files, newest), layout);
    if (state.isEmpty()) {
      return files.sha256(new Path(newest, PARAMETERS));
    }
    MessageDigest digest = Checksums.digest();
    BlockedVector parameters =
        new BlockedVector(state.get(), new StateReader(files, state.get(), BlockCache.NONE));
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Safetensors.write(out, layout, METADATA, parameters);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return HexFormat.of().formatHex(digest.digest());
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

  /** Where the blocks of the state after so many rounds go. */
  Path folder(int rounds) {
    return new Path(folder, name(rounds));
  }

  /** Floats of each vector in a block that is written. */
  int blockFloats() {
    return blockFloats;
  }

  /**
   * Makes sure that there is room for another checkpoint.
   *
   * @throws org.mosnas.model.error.MosnasException of kind RESOURCES if there is none
   */
  void requireRoom() {
    files.requireFree(folder, 3L * Float.BYTES * layout.floats() + (1 << 20), "a checkpoint");
  }

  /**
   * Makes a checkpoint of the blocks in {@link #folder(int)}; what was the newest stays until it is
   * complete. What else lies there goes: older checkpoints, and what tasks left that were killed.
   */
  void save(Checkpoint checkpoint) {
    Path newest = folder(checkpoint.rounds());
    files.writeText(new Path(newest, CheckpointManifest.FILE), manifest(checkpoint).text());
    files.writeText(new Path(folder, RunLayout.NEWEST), newest.getName());
    Set<String> kept =
        checkpoint.rounds() > 1
            ? Set.of(newest.getName(), name(checkpoint.rounds() - 1))
            : Set.of(newest.getName());
    deleteAllBut(folder, name -> kept.contains(name) || name.equals(RunLayout.NEWEST));
    Set<String> blocks = new HashSet<>();
    for (int block = 0; block < checkpoint.state().blocks(); block++) {
      blocks.add(checkpoint.state().file(block).getName());
    }
    deleteAllBut(newest, name -> blocks.contains(name) || name.equals(CheckpointManifest.FILE));
  }

  private void deleteAllBut(Path in, Predicate<String> kept) {
    files.list(in).stream()
        .filter(name -> !kept.test(name))
        .forEach(name -> files.delete(new Path(in, name)));
  }

  private static String name(int rounds) {
    return String.format(Locale.ROOT, "round-%05d", rounds);
  }

  /**
   * The parameters of a checkpoint of any version.
   *
   * @param checkpoint its folder
   * @param layout of the vector
   * @return closed by the caller
   * @throws CheckpointFormatException if they are damaged, or of another space
   */
  public static ParameterBank parameters(
      AtomicFiles files, Path checkpoint, ParameterLayout layout) {
    ParameterBank bank = new ParameterBank(layout);
    try {
      CheckpointManifest manifest = CheckpointManifest.in(files, checkpoint);
      Optional<StateRef> state = blocks(checkpoint, manifest, layout);
      if (state.isPresent()) {
        new StateReader(files, state.get(), BlockCache.NONE).read(bank::assign);
      } else {
        Path file = new Path(checkpoint, PARAMETERS);
        files.read(file, in -> Safetensors.read(in, file.toString(), bank));
      }
      return bank;
    } catch (RuntimeException e) {
      bank.close();
      throw e;
    }
  }

  private CheckpointManifest manifest(Checkpoint checkpoint) {
    StateRef state = checkpoint.state();
    return new CheckpointManifest(
        CheckpointManifest.FORMAT,
        fingerprint.value(),
        Optional.of(weights).filter(known -> !known.isEmpty()),
        checkpoint.rounds(),
        state.updates(),
        checkpoint.history(),
        Optional.of(
            new CheckpointManifest.Blocks(
                state.floats(),
                state.blockFloats(),
                state.sums().stream().map(sums -> hex(sums.parameters())).toList(),
                state.sums().stream().map(sums -> hex(sums.moments())).toList())));
  }

  private static String hex(int sum) {
    return String.format(Locale.ROOT, "%08x", sum);
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
    return blocks(path, manifest, layout)
        .map(state -> new Checkpoint(state, manifest.history()))
        .orElseGet(() -> inBlocks(path, manifest));
  }

  /** The blocks of a checkpoint; nothing if it is of version 1. */
  private static Optional<StateRef> blocks(
      Path checkpoint, CheckpointManifest manifest, ParameterLayout layout) {
    return manifest.blocks().map(blocks -> blocks(checkpoint, manifest.updates(), blocks, layout));
  }

  private static StateRef blocks(
      Path checkpoint, long updates, CheckpointManifest.Blocks blocks, ParameterLayout layout) {
    if (blocks.floats() != layout.floats()) {
      throw new CheckpointFormatException(
          String.format(
              Locale.ROOT,
              "%s: the checkpoint has %,d floats, this network %,d; it is of another space, vocabulary or mixture",
              checkpoint,
              blocks.floats(),
              layout.floats()));
    }
    List<Sums> sums = new ArrayList<>();
    for (int block = 0; block < blocks.parameters().size(); block++) {
      sums.add(
          new Sums(
              Integer.parseUnsignedInt(blocks.parameters().get(block), 16),
              Integer.parseUnsignedInt(blocks.moments().get(block), 16)));
    }
    return new StateRef(
        checkpoint.toString(), updates, blocks.floats(), blocks.blockFloats(), sums);
  }

  /** A checkpoint of version 1 becomes one of blocks; these are few enough to pass one process. */
  private Checkpoint inBlocks(Path path, CheckpointManifest manifest) {
    StateSlice whole =
        new StateSlice(
            read(new Path(path, PARAMETERS)),
            read(new Path(path, FIRST_MOMENTS)),
            read(new Path(path, SECOND_MOMENTS)));
    StateRef state =
        new StateWriter(files, path)
            .write(manifest.updates(), layout.floats(), blockFloats, whole::range);
    Checkpoint checkpoint = new Checkpoint(state, manifest.history());
    save(checkpoint);
    return checkpoint;
  }

  private float[] read(Path file) {
    float[] values = new float[layout.floats()];
    files.read(file, in -> Safetensors.read(in, file.toString(), layout, values));
    return values;
  }
}

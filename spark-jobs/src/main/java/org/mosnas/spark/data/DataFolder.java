package org.mosnas.spark.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.Cleanup;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.text.TextLines;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.run.StageMarker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of prepared data on storage, and the manifest that vouches for them.
 *
 * @param <M> the task's manifest
 */
public final class DataFolder<M extends DataManifest> {
  private static final Logger log = LoggerFactory.getLogger(DataFolder.class);

  private final Path path;
  private final Configuration hadoop;
  private final BiFunction<String, String, M> parser;
  private final AtomicFiles files;

  /**
   * A folder, which need not exist.
   *
   * @param parser makes a manifest of the name of its file and its text
   */
  public DataFolder(Path path, Configuration hadoop, BiFunction<String, String, M> parser) {
    // Without the slash that a URI of a folder may end in.
    this.path = new Path(path.toString());
    this.hadoop = hadoop;
    this.parser = parser;
    this.files = AtomicFiles.on(path, hadoop);
  }

  /** What the data is to become. */
  public interface Plan {
    /** Equal for equal settings and for inputs of equal content, wherever they are. */
    String fingerprint();

    /** Bytes of all inputs. */
    long bytes();
  }

  /** Whether there was anything to do. */
  public enum Outcome {
    /** The data was made. */
    PREPARED,
    /** The same data was there already. */
    ALREADY_THERE
  }

  /**
   * What became of a plan.
   *
   * @param manifest of the data that is there now
   * @param outcome whether there was anything to do
   */
  public record Result<M extends DataManifest>(M manifest, Outcome outcome) {
    /**
     * Ends the stage that prepares: records what was read, marks the stage as done, and says so.
     */
    public void conclude(RunContext context, String stage, Progress.Work work) {
      for (DataManifest.InputFile input : manifest.inputs()) {
        context.record().dataChecksum(input.path(), input.sha256());
      }
      StageMarker.of(context.directory(), stage)
          .write(MadeFrom.nothing().with("data", manifest.fingerprint()), "");
      boolean wasThere = outcome == Outcome.ALREADY_THERE;
      work.done((wasThere ? "nothing to do: " : "") + manifest.summary());
    }
  }

  /**
   * Makes the data of a plan; does nothing if it is there already.
   *
   * @param results folders that later stages make from the data; while one exists, the data is not
   *     replaced by other data
   * @param writer writes all files but the manifest into the folder that it is given, which takes
   *     the place of this in one step
   */
  public Result<M> prepare(Plan plan, List<Path> results, Function<DataFolder<M>, M> writer) {
    Optional<M> existing = intactManifest();
    if (existing.isPresent() && existing.get().fingerprint().equals(plan.fingerprint())) {
      return new Result<>(existing.get(), Outcome.ALREADY_THERE);
    }
    checkReplaceable(plan, results);
    files.requireFree(path, plan.bytes(), "the prepared data");
    DataFolder<M> staging = staging();
    files.delete(staging.path);
    try {
      files.createFolder(staging.path);
      M manifest = writer.apply(staging);
      files.writeText(staging.resolve(DataManifest.FILE), manifest.toJson());
      files.publish(staging.path, path);
      return new Result<>(manifest, Outcome.PREPARED);
    } catch (RuntimeException | Error failure) {
      Cleanup.after(failure, () -> files.delete(staging.path));
      throw failure;
    }
  }

  /** Other data, or none that can be read, must not change under the results made from it. */
  private void checkReplaceable(Plan plan, List<Path> results) {
    if (!hasManifest() || holds(plan.fingerprint())) {
      return;
    }
    for (Path result : results) {
      if (files.exists(result)) {
        throw new MosnasException(
            ErrorKind.USAGE,
            String.format(
                Locale.ROOT,
                "%s holds data of other settings or other text, and %s was made from it; use a new run directory",
                path,
                result));
      }
    }
  }

  /**
   * The manifest of data whose files are as they were written; tables are checked by their size.
   *
   * @throws BadDataException if there is none, or if they are not
   */
  public M open() {
    if (!hasManifest()) {
      throw new BadDataException("no prepared data in " + path + "; run mos prepare first");
    }
    M manifest = readManifest();
    verify(manifest);
    return manifest;
  }

  /** Where the files are. */
  public Path path() {
    return path;
  }

  /** The storage. */
  public AtomicFiles files() {
    return files;
  }

  /** A file of the data. */
  public Path resolve(String relative) {
    return new Path(path, relative);
  }

  private boolean hasManifest() {
    return files.exists(resolve(DataManifest.FILE));
  }

  private M readManifest() {
    Path file = resolve(DataManifest.FILE);
    return parser.apply(file.toString(), files.readText(file));
  }

  /** The manifest, if it can be read and all files are as it says. */
  private Optional<M> intactManifest() {
    if (!hasManifest()) {
      return Optional.empty();
    }
    try {
      return Optional.of(open());
    } catch (BadDataException e) {
      log.warn("{}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Whether the manifest is of this data, intact or not. */
  private boolean holds(String fingerprint) {
    try {
      return readManifest().fingerprint().equals(fingerprint);
    } catch (BadDataException unreadable) {
      return false;
    }
  }

  /** Where new data is made before it takes the place of this. */
  private DataFolder<M> staging() {
    return new DataFolder<>(
        new Path(path.getParent(), "." + path.getName() + ".new"), hadoop, parser);
  }

  /** Sizes and checksums of files. */
  public List<DataFile> describe(List<String> names) {
    return names.stream().map(this::describe).toList();
  }

  private DataFile describe(String name) {
    return files.read(
        resolve(name),
        in -> {
          CountingDigest digest = new CountingDigest(in).toEnd();
          return new DataFile(name, digest.bytes(), digest.sha256());
        });
  }

  /**
   * Checks that all files are there with the right size, and those that are read whole with the
   * right content.
   */
  private void verify(M manifest) {
    for (DataFile output : manifest.outputs()) {
      if (size(output.path()) != output.bytes()
          || (!isTable(output.path()) && !describe(output.path()).equals(output))) {
        throw new BadDataException(
            resolve(output.path())
                + ": not as it was written, by its size or checksum; prepare the data again");
      }
    }
  }

  private static boolean isTable(String name) {
    return name.endsWith(".parquet");
  }

  private long size(String name) {
    Path file = resolve(name);
    try {
      return file.getFileSystem(hadoop).getFileStatus(file).getLen();
    } catch (IOException e) {
      throw new BadDataException(
          file + ": prepared data is incomplete (" + e.getMessage() + "); prepare the data again",
          e);
    }
  }

  /** Writes a text; returns its name. */
  public String write(String name, Consumer<StringBuilder> writer) {
    StringBuilder text = new StringBuilder();
    writer.accept(text);
    files.write(resolve(name), out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
    return name;
  }

  /** Reads the lines of a text that {@link #write} wrote. */
  public <T> T read(String name, Function<TextLines, T> reader) {
    Path file = resolve(name);
    return files.read(
        file,
        in -> {
          try (TextLines lines = TextLines.stored(file.toString(), in)) {
            return reader.apply(lines);
          }
        });
  }

  /** Reads the whole of a text that {@link #write} wrote. */
  public String readText(String name) {
    return files.readText(resolve(name));
  }
}

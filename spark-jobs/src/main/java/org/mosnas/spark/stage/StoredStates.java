package org.mosnas.spark.stage;

import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.mosnas.search.evolution.SearchCheckpointJson;
import org.mosnas.search.evolution.SearchState;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.StageMarker;
import org.mosnas.spark.search.SearchJob;

/**
 * Keeps the state of every generation in the run directory, each with the name of what it was made
 * from: losses of another supernet, another latency table or other limits are of no use, and a
 * search that finds some begins anew and says so.
 *
 * <p>What an earlier search left there goes when the first generation of this one is found, not if
 * its limits cannot be met.
 */
final class StoredStates implements SearchJob.Memory {
  private final RunContext context;
  private final AtomicFiles files;
  private final Path folder;
  private final MadeFrom madeFrom;
  private final Progress.Work work;
  private final boolean goesOn;
  private boolean begun;

  StoredStates(RunContext context, Path folder, MadeFrom madeFrom, Progress.Work work) {
    this.context = context;
    this.files = context.directory().files();
    this.folder = folder;
    this.madeFrom = madeFrom;
    this.work = work;
    this.goesOn = context.resume() && !areOutdated();
  }

  private boolean areOutdated() {
    boolean outdated =
        SearchJob.ARMS.stream()
            .map(arm -> file(folder, arm))
            .filter(files::exists)
            .anyMatch(file -> !madeFrom.fingerprint().value().equals(origin(file)));
    if (outdated) {
      context
          .progress()
          .note(
              "the stored generations are of another supernet, latency table or search; the search"
                  + " begins anew");
    }
    return outdated;
  }

  private String origin(Path file) {
    return SearchCheckpointJson.madeFrom(files.readText(file), file.toString());
  }

  /** What a search left of an arm. */
  static Optional<SearchState> load(AtomicFiles files, Path folder, String arm) {
    Path file = file(folder, arm);
    return files.exists(file)
        ? Optional.of(SearchCheckpointJson.read(files.readText(file), file.toString()))
        : Optional.empty();
  }

  @Override
  public Optional<SearchState> load(String arm) {
    return begun || goesOn ? load(files, folder, arm) : Optional.empty();
  }

  @Override
  public void save(String arm, SearchState state) {
    begin();
    files.writeText(
        file(folder, arm), SearchCheckpointJson.write(state, madeFrom.fingerprint().value()));
    work.advance(
        1,
        String.format(
            Locale.ROOT,
            "%s generation %d, best loss %.3f, %.2f ms",
            arm,
            state.generations().size(),
            state.best().loss(),
            state.best().costs().latencyMillis()));
  }

  private void begin() {
    if (!begun) {
      StageMarker.of(context.directory(), "search").delete();
      if (!goesOn) {
        files.delete(folder);
      }
      begun = true;
    }
  }

  private static Path file(Path folder, String arm) {
    return new Path(folder, arm + ".json");
  }
}

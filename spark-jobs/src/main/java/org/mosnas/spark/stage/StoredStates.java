package org.mosnas.spark.stage;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.search.evolution.SearchCheckpointJson;
import org.mosnas.search.evolution.SearchSettings;
import org.mosnas.search.evolution.SearchState;
import org.mosnas.search.job.SearchJob;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.run.RunDirectory;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StageMarker;

/**
 * Keeps the state of every generation in the run directory, each with the name of what it was made
 * from: losses of another supernet, another latency table or other limits are of no use, and a
 * search that finds some begins anew and says so.
 *
 * <p>What an earlier search left there goes when the first generation of this one is found, not if
 * its limits cannot be met.
 */
final class StoredStates implements SearchJob.StateStore {
  private final RunContext context;
  private final AtomicFiles files;
  private final Path folder;
  private final SearchSpace space;
  private final List<String> algorithms;
  private final MadeFrom madeFrom;
  private final Progress.Work work;
  private final boolean goesOn;
  private boolean begun;

  StoredStates(StageInputs inputs, SearchSettings settings, Progress.Work work) {
    this.context = inputs.context();
    this.files = context.directory().files();
    this.folder = inputs.folder("search");
    this.space = inputs.space();
    this.algorithms = SearchJob.names(settings);
    this.madeFrom = inputs.lineage().search();
    this.work = work;
    this.goesOn = context.resume() && !areOutdated();
  }

  private boolean areOutdated() {
    boolean outdated =
        algorithms.stream()
            .map(algorithm -> file(context.directory(), algorithm))
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

  /** What the search by an algorithm left. */
  static Optional<SearchState> load(RunDirectory directory, String algorithm, SearchSpace space) {
    AtomicFiles files = directory.files();
    Path file = file(directory, algorithm);
    return files.exists(file)
        ? Optional.of(SearchCheckpointJson.read(files.readText(file), file.toString(), space))
        : Optional.empty();
  }

  @Override
  public Optional<SearchState> load(String algorithm) {
    return begun || goesOn ? load(context.directory(), algorithm, space) : Optional.empty();
  }

  @Override
  public void save(String algorithm, SearchState state) {
    begin();
    files.writeText(
        file(context.directory(), algorithm),
        SearchCheckpointJson.write(state, madeFrom.fingerprint().value()));
    work.advance(
        1,
        String.format(
            Locale.ROOT,
            "%s generation %d, best loss %.3f, %.2f ms",
            algorithm,
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

  private static Path file(RunDirectory directory, String algorithm) {
    return directory.resolve(RunLayout.generations(algorithm));
  }
}

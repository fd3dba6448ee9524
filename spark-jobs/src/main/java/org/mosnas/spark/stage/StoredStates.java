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
import org.mosnas.search.job.SearchOutcome;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.run.OutcomeFile;
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
final class StoredStates {
  private final RunContext context;
  private final AtomicFiles files;
  private final Path folder;
  private final SearchSpace space;
  private final MadeFrom madeFrom;
  private final Progress.Work work;
  private final boolean goesOn;
  private boolean begun;

  StoredStates(
      StageInputs inputs, SearchSettings settings, List<Member> members, Progress.Work work) {
    this.context = inputs.context();
    this.files = context.directory().files();
    this.folder = inputs.folder("search");
    this.space = inputs.space();
    this.madeFrom = inputs.lineage().search();
    this.work = work;
    List<Path> stored =
        members.stream()
            .flatMap(
                member ->
                    SearchJob.names(settings).stream()
                        .map(algorithm -> file(context.directory(), member, algorithm)))
            .filter(files::exists)
            .toList();
    this.goesOn = context.resume() && !areOutdated(stored);
  }

  private boolean areOutdated(List<Path> stored) {
    boolean outdated =
        stored.stream().anyMatch(file -> !madeFrom.fingerprint().value().equals(origin(file)));
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

  /** What the search for a member by an algorithm left. */
  static Optional<SearchState> load(
      RunDirectory directory, Member member, String algorithm, SearchSpace space) {
    AtomicFiles files = directory.files();
    Path file = file(directory, member, algorithm);
    return files.exists(file)
        ? Optional.of(SearchCheckpointJson.read(files.readText(file), file.toString(), space))
        : Optional.empty();
  }

  /**
   * What a search that was interrupted behind a member had found for it; of a run without a family,
   * whose search has ended then, nothing.
   */
  Optional<SearchOutcome> outcome(Member member) {
    if (!goesOn || member.name().isEmpty()) {
      return Optional.empty();
    }
    Path file = context.directory().resolve(RunLayout.outcome(member.folder()));
    if (!files.exists(file)) {
      return Optional.empty();
    }
    OutcomeFile stored = OutcomeFile.parse(files.readText(file), file.toString());
    return stored.madeFrom().equals(Optional.of(madeFrom.fingerprint().value()))
        ? Optional.of(Outcomes.of(stored, file.toString(), space))
        : Optional.empty();
  }

  /** The states of the searches for a member. */
  SearchJob.StateStore of(Member member) {
    return new SearchJob.StateStore() {
      @Override
      public Optional<SearchState> load(String algorithm) {
        return begun || goesOn
            ? StoredStates.load(context.directory(), member, algorithm, space)
            : Optional.empty();
      }

      @Override
      public void save(String algorithm, SearchState state) {
        StoredStates.this.save(member, algorithm, state);
      }
    };
  }

  private void save(Member member, String algorithm, SearchState state) {
    begin();
    files.writeText(
        file(context.directory(), member, algorithm),
        SearchCheckpointJson.write(state, madeFrom.fingerprint().value()));
    work.advance(
        1,
        member.title(
            String.format(
                Locale.ROOT,
                "%s generation %d, best loss %.3f, %.2f ms",
                algorithm,
                state.generations().size(),
                state.best().loss(),
                state.best().costs().latencyMillis())));
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

  private static Path file(RunDirectory directory, Member member, String algorithm) {
    return directory.resolve(RunLayout.generations(member.folder(), algorithm));
  }
}

package org.mosnas.spark.stage;

import java.util.Optional;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.search.evolution.CostModel.Costs;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.job.SearchOutcome;
import org.mosnas.search.job.SearchOutcome.Measured;
import org.mosnas.spark.run.OutcomeFile;

/** The outcome of a search as it is stored, and back. */
final class Outcomes {
  private Outcomes() {}

  /**
   * The outcome as it is stored.
   *
   * @param madeFrom name of what the search was made from
   */
  static OutcomeFile stored(SearchOutcome outcome, String madeFrom) {
    return new OutcomeFile(
        Optional.of(madeFrom),
        stored(outcome.winner()),
        outcome.randomBest().map(Outcomes::stored),
        stored(outcome.largest()),
        stored(outcome.smallest()),
        outcome.latencyLimitMillis(),
        outcome.evaluations(),
        outcome.finalists().stream().map(Outcomes::stored).toList(),
        Optional.empty());
  }

  private static OutcomeFile.Measured stored(Measured measured) {
    Candidate candidate = measured.candidate();
    return new OutcomeFile.Measured(
        candidate.spec().id(),
        candidate.spec().toJson(),
        candidate.loss(),
        candidate.costs().latencyMillis(),
        candidate.costs().latencyBoundMillis(),
        measured.measuredMillis(),
        candidate.costs().parameters(),
        candidate.costs().flops());
  }

  /**
   * The outcome that is stored.
   *
   * @param name of the file, for messages
   * @param space that was searched
   * @throws org.mosnas.model.error.BadDataException if it holds what cannot be
   */
  static SearchOutcome of(OutcomeFile file, String name, SearchSpace space) {
    try {
      return outcome(file, name, space);
    } catch (IllegalArgumentException refused) {
      throw OutcomeFile.refusal(name, refused);
    }
  }

  private static SearchOutcome outcome(OutcomeFile file, String name, SearchSpace space) {
    return new SearchOutcome(
        measured(file.winner(), name, space),
        file.finalists().stream().map(finalist -> measured(finalist, name, space)).toList(),
        file.randomBest().map(best -> measured(best, name, space)),
        measured(file.largest(), name, space),
        measured(file.smallest(), name, space),
        file.latencyLimitMs(),
        file.evaluations());
  }

  private static Measured measured(OutcomeFile.Measured stored, String name, SearchSpace space) {
    Costs costs =
        new Costs(stored.latencyMs(), stored.latencyBoundMs(), stored.parameters(), stored.flops());
    Candidate candidate =
        new Candidate(space.fromJson(stored.subnet(), name), stored.validationLoss(), costs);
    return new Measured(candidate, stored.measuredMs());
  }
}

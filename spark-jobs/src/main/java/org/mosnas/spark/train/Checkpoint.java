package org.mosnas.spark.train;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.spark.run.RoundReport;

/**
 * The state after some rounds, and how it came about.
 *
 * @param state parameters and moments
 * @param history one report per round done
 */
public record Checkpoint(ParameterSnapshot state, List<RoundReport> history) {
  /** Copies the history. */
  public Checkpoint {
    history = List.copyOf(history);
  }

  /** Before the first round. */
  static Checkpoint start(ParameterSnapshot state) {
    return new Checkpoint(state, List.of());
  }

  /** After one more round. */
  Checkpoint next(ParameterSnapshot newState, RoundReport report) {
    List<RoundReport> longer = new ArrayList<>(history);
    longer.add(report);
    return new Checkpoint(newState, longer);
  }

  /** Rounds done. */
  public int rounds() {
    return history.size();
  }
}

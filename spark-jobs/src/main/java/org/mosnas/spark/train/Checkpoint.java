package org.mosnas.spark.train;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.spark.run.RoundReport;

/**
 * The state after some rounds, and how it came about.
 *
 * @param state where parameters and moments are stored
 * @param history one report per round done
 */
record Checkpoint(StateRef state, List<RoundReport> history) {
  /** Copies the history. */
  Checkpoint {
    history = List.copyOf(history);
  }

  /** Before the first round. */
  static Checkpoint start(StateRef state) {
    return new Checkpoint(state, List.of());
  }

  /** After one more round. */
  Checkpoint next(StateRef newState, RoundReport report) {
    List<RoundReport> longer = new ArrayList<>(history);
    longer.add(report);
    return new Checkpoint(newState, longer);
  }

  /** Rounds done. */
  int rounds() {
    return history.size();
  }
}

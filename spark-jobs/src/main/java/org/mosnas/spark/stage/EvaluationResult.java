package org.mosnas.spark.stage;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mosnas.search.job.SearchOutcome.Measured;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.EvaluatedSystem.Latency;
import org.mosnas.spark.run.EvaluatedSystem.Role;
import org.mosnas.spark.run.EvaluatedSystem.Score;
import org.mosnas.spark.run.EvaluatedSystem.Subnet;

/**
 * What an evaluation came to.
 *
 * @param winner the searched subnet, finetuned
 * @param baselines what it is compared with: subnets with inherited weights, its architecture
 *     trained from new weights if that was asked for, and what needs no network
 * @param latencyLimitMillis the limit of the search, if latency is limited
 */
record EvaluationResult(
    SystemResult winner, List<SystemResult> baselines, Optional<Double> latencyLimitMillis) {
  /** Copies the list. */
  EvaluationResult {
    baselines = List.copyOf(baselines);
  }

  /** As the record of the run has it: the winner first, what needs no network last. */
  List<EvaluatedSystem> systems() {
    return Stream.concat(
            Stream.of(system(winner, Role.WINNER, winner.scores().scores())),
            baselines.stream()
                .map(
                    baseline ->
                        system(baseline, Role.BASELINE, baseline.scores().behind(winner.scores()))))
        .sorted(Comparator.comparing(EvaluatedSystem::weights))
        .toList();
  }

  private EvaluatedSystem system(SystemResult system, Role role, List<Score> scores) {
    return new EvaluatedSystem(
        system.key(),
        system.title(),
        role,
        system.weights(),
        Optional.of((long) system.scores().examples()),
        scores,
        system.subnet().map(this::subnet));
  }

  private Subnet subnet(Measured measured) {
    var costs = measured.candidate().costs();
    return new Subnet(
        measured.candidate().spec().id(),
        measured.candidate().spec().toJson(),
        costs.parameters(),
        costs.flops(),
        measured.candidate().loss(),
        new Latency(
            costs.latencyMillis(),
            costs.latencyBoundMillis(),
            measured.measuredMillis(),
            latencyLimitMillis));
  }
}

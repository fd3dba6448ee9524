package org.mosnas.spark.stage;

import java.util.ArrayList;
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
 * @param members those of further limits, finetuned, in the order of the limits
 * @param baselines what they are compared with: subnets with inherited weights, architectures of
 *     members trained from new weights if that was asked for, and what needs no network
 * @param latencyLimitsMillis the limits of the searches for winner and members, where latency is
 *     limited
 */
record EvaluationResult(
    SystemResult winner,
    List<SystemResult> members,
    List<SystemResult> baselines,
    List<Optional<Double>> latencyLimitsMillis) {
  /** How the names of scores begin that are of what a system was before its finetuning. */
  static final String BEFORE = "before-";

  /** Copies the lists. */
  EvaluationResult {
    members = List.copyOf(members);
    baselines = List.copyOf(baselines);
    latencyLimitsMillis = List.copyOf(latencyLimitsMillis);
  }

  /**
   * What a system is compared with: the winner, or of what belongs to a further member that one.
   */
  SystemResult best(SystemResult system) {
    return system
        .member()
        .filter(member -> !member.isWinner() && !members.contains(system))
        .map(member -> members.get(member.index() - 1))
        .orElse(winner);
  }

  /** All systems, the winner and the members first. */
  List<SystemResult> all() {
    return Stream.of(List.of(winner), members, baselines).flatMap(List::stream).toList();
  }

  /** As the record of the run has it: the winner first, what needs no network last. */
  List<EvaluatedSystem> systems() {
    List<EvaluatedSystem> systems = new ArrayList<>();
    List<Score> own = new ArrayList<>(winner.scores().scores());
    winner.before().ifPresent(before -> own.addAll(before(before.scores())));
    systems.add(system(winner, Role.WINNER, own));
    members.forEach(member -> systems.add(system(member, Role.MEMBER, behind(member))));
    baselines.forEach(one -> systems.add(system(one, Role.BASELINE, behind(one))));
    return systems.stream().sorted(Comparator.comparing(EvaluatedSystem::weights)).toList();
  }

  private List<Score> behind(SystemResult system) {
    SystemResult best = best(system);
    List<Score> scores = new ArrayList<>(system.scores().behind(best.scores()));
    system
        .before()
        .ifPresent(
            before ->
                scores.addAll(before(best.before().map(before::behind).orElseGet(before::scores))));
    return scores;
  }

  private static List<Score> before(List<Score> scores) {
    return scores.stream()
        .map(
            score ->
                new Score(
                    BEFORE + score.metric(),
                    score.value(),
                    score.interval(),
                    score.signature(),
                    score.behindWinner()))
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
        system.subnet().map(measured -> subnet(measured, limit(system))),
        system.member().map(Member::name).filter(name -> !name.isEmpty()),
        system.seeds());
  }

  /** The latency limit of a system: its member's, or else the winner's. */
  Optional<Double> limit(SystemResult system) {
    return latencyLimitsMillis.get(system.member().map(Member::index).orElse(0));
  }

  private static Subnet subnet(Measured measured, Optional<Double> limit) {
    var costs = measured.candidate().costs();
    return new Subnet(
        measured.candidate().spec().id(),
        measured.candidate().spec().toJson(),
        costs.parameters(),
        costs.flops(),
        measured.candidate().loss(),
        new Latency(
            costs.latencyMillis(), costs.latencyBoundMillis(), measured.measuredMillis(), limit));
  }
}

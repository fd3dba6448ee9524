package org.mosnas.spark.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.search.report.content.ScoredSystem;
import org.mosnas.search.report.content.ScoredSystem.Interval;
import org.mosnas.search.report.content.ScoredSystem.LatencyPromise;
import org.mosnas.search.report.content.ScoredSystem.Score;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.EvaluatedSystem.Role;
import org.mosnas.spark.run.EvaluatedSystem.Subnet;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StoredRun;

/** The systems that were scored, from {@code run.json}. */
final class SystemsReader {
  private final StoredRun run;
  private final ExperimentReader experiment;

  SystemsReader(StoredRun run, ExperimentReader experiment) {
    this.run = run;
    this.experiment = experiment;
  }

  Part<List<ScoredSystem>> read() {
    List<EvaluatedSystem> systems = run.record().systems();
    return systems.isEmpty()
        ? Part.missing("Nothing was scored yet: the run has not come to the stage evaluate.")
        : Part.of(systems.stream().map(this::scored).toList());
  }

  /** The subnets that have names, the winner first; from the search where nothing was scored. */
  Map<String, SubnetSpec> subnets() {
    Map<String, SubnetSpec> subnets = new LinkedHashMap<>();
    run.record().systems().stream()
        .map(this::scored)
        .filter(system -> !system.repeats())
        .forEach(
            system ->
                system.subnet().ifPresent(subnet -> subnets.put(system.key(), subnet.spec())));
    return subnets;
  }

  private ScoredSystem scored(EvaluatedSystem system) {
    return new ScoredSystem(
        system.key(),
        system.role() == Role.WINNER ? "winner: " + system.title() : system.title(),
        scores(system),
        system.scores().stream().findFirst().flatMap(EvaluatedSystem.Score::signature).orElse(""),
        system.subnet().map(this::subnet));
  }

  private static Map<String, Score> scores(EvaluatedSystem system) {
    Map<String, Score> scores = new LinkedHashMap<>();
    for (EvaluatedSystem.Score score : system.scores()) {
      scores.put(
          label(score.metric()),
          new Score(
              score.value(),
              score.interval().map(range -> new Interval(range.lower(), range.upper())),
              score.behindWinner().map(EvaluatedSystem.Difference::pValue)));
    }
    return scores;
  }

  /** A metric as people write it. */
  private static String label(String metric) {
    return switch (metric) {
      case EvaluatedSystem.Score.BLEU -> "BLEU";
      case EvaluatedSystem.Score.CHRF2 -> "chrF2";
      default -> metric.replace('-', ' ');
    };
  }

  private ScoredSystem.Subnet subnet(Subnet subnet) {
    EvaluatedSystem.Latency latency = subnet.latencyMs();
    return new ScoredSystem.Subnet(
        subnet.id(),
        spec(subnet),
        new LatencyPromise(
            latency.predicted(), latency.bound(), latency.measured(), latency.limit()),
        subnet.parameters(),
        subnet.flops(),
        subnet.validationLoss());
  }

  private SubnetSpec spec(Subnet subnet) {
    return experiment.space().fromJson(subnet.spec(), RunLayout.RECORD);
  }
}

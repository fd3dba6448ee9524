package org.mosnas.spark.tables;

import java.util.List;
import java.util.Optional;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.EvaluatedSystem.Interval;
import org.mosnas.spark.run.EvaluatedSystem.Score;
import org.mosnas.spark.run.EvaluatedSystem.Subnet;

/**
 * The rows of {@link Tables#SCORES}, one per system and metric, and those of {@link
 * Tables#EVALUATIONS}, one per system that translated.
 */
final class EvaluationRows {
  private EvaluationRows() {}

  /** The systems that translated. */
  static List<TableRow> of(List<EvaluatedSystem> systems) {
    return systems.stream()
        .filter(system -> system.score(Score.BLEU).isPresent())
        .map(EvaluationRows::row)
        .toList();
  }

  /** The scores of all systems. */
  static List<TableRow> scores(List<EvaluatedSystem> systems) {
    return systems.stream()
        .flatMap(system -> system.scores().stream().map(score -> row(system, score)))
        .toList();
  }

  private static TableRow row(EvaluatedSystem system, Score score) {
    return new TableRow()
        .text("system", name(system))
        .text("metric", score.metric())
        .number("value", score.value())
        .number("lower", score.interval().map(Interval::lower))
        .number("upper", score.interval().map(Interval::upper))
        .text("signature", score.signature())
        .number("behind_winner", score.behindWinner().map(test -> test.difference()))
        .number("p_value", score.behindWinner().map(test -> test.pValue()))
        .whole("sentences", system.sentences())
        .text("split", "test")
        .text("member", system.member());
  }

  private static TableRow row(EvaluatedSystem system) {
    TableRow row =
        new TableRow()
            .text("system", name(system))
            .text("weights", system.weights().toString())
            .text("split", "test")
            .text("member", system.member())
            .whole("sentences", system.sentences());
    for (String metric : List.of(Score.BLEU, Score.CHRF2)) {
      Optional<Score> score = system.score(metric);
      Optional<Interval> interval = score.flatMap(Score::interval);
      row.number(metric, score.map(Score::value))
          .number(metric + "_lower", interval.map(Interval::lower))
          .number(metric + "_upper", interval.map(Interval::upper))
          .text(metric + "_signature", score.flatMap(Score::signature))
          .number(
              metric + "_behind_winner",
              score.flatMap(Score::behindWinner).map(test -> test.difference()))
          .number(
              metric + "_p_value", score.flatMap(Score::behindWinner).map(test -> test.pValue()));
    }
    system.subnet().ifPresent(subnet -> describe(row, subnet));
    return row;
  }

  private static void describe(TableRow row, Subnet subnet) {
    row.number("predicted_ms", subnet.latencyMs().predicted())
        .number("bound_ms", subnet.latencyMs().bound())
        .number("measured_ms", subnet.latencyMs().measured())
        .number("limit_ms", subnet.latencyMs().limit())
        .whole("parameters", subnet.parameters())
        .whole("flops", subnet.flops())
        .number("validation_loss", subnet.validationLoss())
        .text("subnet_id", subnet.id())
        .text("subnet", subnet.spec().toString());
  }

  /** The two that share the searched architecture say so, beside the one that is called so. */
  private static String name(EvaluatedSystem system) {
    return switch (system.key()) {
      case EvaluatedSystem.WINNER -> "searched-finetuned";
      case EvaluatedSystem.FROM_SCRATCH -> "searched-from-scratch";
      default -> system.key();
    };
  }
}

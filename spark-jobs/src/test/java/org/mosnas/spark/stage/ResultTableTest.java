package org.mosnas.spark.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.search.job.SearchOutcome;
import org.mosnas.spark.run.EvaluatedSystem.Weights;
import org.mosnas.spark.task.TaskEvaluation;
import org.mosnas.spark.task.TaskEvaluation.Scored;
import org.mosnas.spark.translation.evaluate.TranslationEvaluation;

class ResultTableTest {
  private static final List<String> REFERENCES =
      Collections.nCopies(50, "the dog sees a big house over there");

  @Test
  void printsIntervalsTestsAndTheBudgetOfTrainingFromScratch() {
    SearchOutcome outcome = OutcomesTest.outcome();
    SystemResult winner =
        new SystemResult(
            "winner",
            "searched, finetuned",
            Weights.FINETUNED,
            Optional.of(outcome.winner()),
            scores(REFERENCES));
    SystemResult scratch =
        new SystemResult(
            "from-scratch",
            "searched, from scratch",
            Weights.FROM_SCRATCH,
            Optional.of(outcome.winner()),
            scores(Collections.nCopies(50, "the dog sees a small tree over there")));
    SystemResult copy =
        new SystemResult(
            "copy",
            "copying the source",
            Weights.NONE,
            Optional.empty(),
            scores(Collections.nCopies(50, "der Hund sieht dort ein großes Haus")));
    EvaluationResult result =
        new EvaluationResult(winner, List.of(), List.of(scratch, copy), List.of(Optional.of(5.0)));
    String table = new ResultTable(new Table(), result).render("8 updates, as many as finetuning");
    assertThat(table.lines().toList())
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches("searched, finetuned +100\\.00 ±0\\.00 .* 1\\.00 +1\\.25 +0\\.004 .*"))
        .anySatisfy(line -> assertThat(line).matches("copying the source +0\\.\\d\\d ±0\\.00 .*"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("latency limit 5.00 ms · 50 sentences · ± is half the 95 %"))
        .contains("from scratch: new weights, 8 updates, as many as finetuning")
        .anySatisfy(
            line ->
                assertThat(line).matches("  searched, from scratch: \\+\\d+.\\d\\d, p = 0\\.001"))
        .anySatisfy(
            line -> assertThat(line).matches("  copying the source: \\+\\d+.\\d\\d, p = 0\\.001"));
    assertThat(new ResultTable(new Table(), result).render("")).doesNotContain("new weights");
  }

  private static Scored scores(List<String> translations) {
    return TranslationEvaluation.scored(translations, REFERENCES);
  }

  /** A task of which only the table is asked. */
  private static final class Table implements TaskEvaluation {
    @Override
    public List<Metric> metrics() {
      return List.of(new Metric("bleu", "BLEU"), new Metric("chrf2", "chrF2"));
    }

    @Override
    public String examples() {
      return "sentences";
    }

    @Override
    public List<String> answers(DenseSubnet subnet) {
      throw new AssertionError("no network here");
    }

    @Override
    public List<Baseline> baselines() {
      return List.of();
    }

    @Override
    public Scored score(List<String> answers) {
      return scores(answers);
    }
  }
}

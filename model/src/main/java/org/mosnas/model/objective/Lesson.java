package org.mosnas.model.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.LossOps;
import org.mosnas.model.network.LossOps.Relations;
import org.mosnas.model.network.LossOps.Soft;
import org.mosnas.model.network.Outputs;

/**
 * What a teacher makes of one batch. Its matrices belong to who made it, and are valid as long as
 * that says.
 *
 * @param how it is learnt from
 * @param outputs of the teacher, on the same batch
 * @param table that makes scores of its hidden states, {@code [vocab, teacherEmbed]}
 * @param bias of its scores, {@code [1, vocab]}
 */
public record Lesson(
    DistillationSettings how, Outputs<Matrix> outputs, Matrix table, Optional<Matrix> bias) {
  private static final String KEY = "distillation.weights";

  /** The teacher's scores, if scores are compared. */
  public Optional<Soft> soft() {
    double weight = how.weights().logits();
    return weight == 0
        ? Optional.empty()
        : Optional.of(new Soft(outputs.hidden(), table, bias, how.temperature(), weight));
  }

  /**
   * The numbers that the teacher answers with, of an output layer with one output, {@code [rows]}.
   */
  public float[] numbers() {
    Matrix hidden = outputs.hidden();
    float[] numbers = new float[hidden.rows()];
    for (int r = 0; r < numbers.length; r++) {
      double score = bias.map(b -> b.get(0, 0)).orElse(0f);
      for (int c = 0; c < hidden.columns(); c++) {
        score += (double) hidden.get(r, c) * table.get(0, c);
      }
      numbers[r] = (float) score;
    }
    return numbers;
  }

  /**
   * The losses below the scores: means over the tokens, which count once for every row of the batch
   * that is scored, as the losses of scores do.
   *
   * @param student outputs of the student
   * @return each {@code [2]}; none where their weights are zero
   */
  <T> List<T> inner(LossOps<T> ops, Outputs<T> student, Batch batch) {
    List<T> losses = new ArrayList<>();
    if (how.weights().lookInside()) {
      Outputs.Inner<Matrix> teaches = shown(outputs);
      Outputs.Inner<T> learns = shown(student);
      double perToken = (double) batch.tokens() / teaches.states().rows();
      if (how.weights().hidden() > 0) {
        double weight = perToken * how.weights().hidden();
        losses.add(ops.meanSquare(learns.states(), teaches.states(), weight));
      }
      if (how.weights().relations() > 0) {
        double weight = perToken * how.weights().relations();
        for (int i = 0; i < teaches.vectors().size(); i++) {
          Relations wanted =
              new Relations(teaches.vectors().get(i), teaches.texts(), how.relationHeads(), weight);
          losses.add(ops.relations(learns.vectors().get(i), wanted));
        }
      }
    }
    return losses;
  }

  private static <T> Outputs.Inner<T> shown(Outputs<T> outputs) {
    return outputs
        .inner()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    KEY + ": these networks show nothing below their scores"));
  }
}

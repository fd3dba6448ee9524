package org.mosnas.model.objective;

import com.typesafe.config.Config;
import java.io.Serializable;
import java.util.Optional;
import org.mosnas.model.config.BlockSettings;

/**
 * What networks learn from a teacher, beside the right answers: the keys {@code distillation} of
 * {@code mosnas.train} and {@code mosnas.finetune}.
 *
 * @param teacher who it is
 * @param weights factors of the parts of a student's loss
 * @param temperature that scores are divided by before they are compared; positive
 * @param relationHeads that queries, keys and values are split into for their relations; positive
 */
public record DistillationSettings(
    Teacher teacher, Weights weights, double temperature, int relationHeads)
    implements Serializable {
  private static final String GROUP = "distillation.";

  /** Whom networks learn from. */
  public enum Teacher {
    /** Nobody: there are no settings then. */
    NONE,
    /**
     * The largest subnet: of a supernet as it is at the time, of a subnet that is finetuned the one
     * that was finetuned before.
     */
    LARGEST,
    /** A published network. */
    PUBLISHED
  }

  /**
   * Factors of the parts of a student's loss, none of them negative.
   *
   * @param labels of what it is scored with against the right answers
   * @param logits of the divergence of its scores from the teacher's; of numbers, of their squared
   *     differences
   * @param hidden of the mean squared difference of the last hidden states
   * @param relations of the divergences of the relations of queries, keys and values
   */
  public record Weights(double labels, double logits, double hidden, double relations)
      implements Serializable {
    /** Checks the ranges. */
    public Weights {
      notNegative("labels", labels);
      notNegative("logits", logits);
      notNegative("hidden", hidden);
      notNegative("relations", relations);
      require(
          logits + hidden + relations > 0,
          "weights: logits, hidden and relations are all 0, so nothing is learnt from the teacher;"
              + " give one of them a weight, or set teacher = none");
    }

    private static void notNegative(String name, double value) {
      require(
          value >= 0 && value < Double.POSITIVE_INFINITY,
          "weights." + name + " must not be negative, was " + value);
    }

    /** Whether a student is compared with what networks show below their scores. */
    public boolean lookInside() {
      return hidden > 0 || relations > 0;
    }
  }

  /** Checks the ranges. */
  public DistillationSettings {
    require(teacher != Teacher.NONE, "teacher must be somebody");
    require(
        temperature > 0 && temperature < Double.POSITIVE_INFINITY,
        "temperature must be positive, was " + temperature);
    require(relationHeads >= 1, "relation-heads must be at least 1, was " + relationHeads);
  }

  /**
   * Reads the keys of a block.
   *
   * @param block {@code mosnas.train} or {@code mosnas.finetune}
   * @return nothing where nobody teaches
   */
  public static Optional<DistillationSettings> read(BlockSettings block) {
    Teacher teacher = block.choice(GROUP + "teacher", Teacher.values());
    return teacher == Teacher.NONE
        ? Optional.empty()
        : Optional.of(
            new DistillationSettings(
                teacher,
                new Weights(
                    block.number(GROUP + "weights.labels"),
                    block.number(GROUP + "weights.logits"),
                    block.number(GROUP + "weights.hidden"),
                    block.number(GROUP + "weights.relations")),
                block.number(GROUP + "temperature"),
                block.integer(GROUP + "relation-heads")));
  }

  /**
   * The folder of the published network that teaches a supernet, if one is named.
   *
   * @param root the whole configuration, resolved
   */
  public static Optional<String> folder(Config root) {
    return BlockSettings.read(root, "mosnas.train", block -> block.optionalText(GROUP + "from"));
  }

  /** Messages begin with the key that they are about, as those of all settings do. */
  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(GROUP + message);
    }
  }
}

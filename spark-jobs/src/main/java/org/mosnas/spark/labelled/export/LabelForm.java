package org.mosnas.spark.labelled.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.task.labelled.Labelling;

/**
 * How the label of a text is written on a line.
 *
 * @param hasScores whether the probabilities of all classes follow
 * @param isJson whether a line is a JSON object; otherwise columns with a tab between two of them
 */
public record LabelForm(boolean hasScores, boolean isJson) {
  /** Refuses probabilities of what has none. */
  void require(Labelling labelling) {
    if (hasScores && !(labelling instanceof Labelling.Classes)) {
      throw new MosnasException(
          ErrorKind.USAGE,
          "the labels of this model are numbers, which have no probabilities; leave out --scores");
    }
  }

  /**
   * The line for a text.
   *
   * @param logits {@code [outputs]}
   */
  String line(Labelling labelling, float[] logits) {
    if (labelling instanceof Labelling.Classes classes) {
      String label = classes.answer(logits);
      return isJson ? json(classes.names(), label, logits) : columns(label, logits);
    }
    return isJson
        ? JsonNodeFactory.instance.objectNode().put("number", logits[0]).toString()
        : labelling.answer(logits);
  }

  private String columns(String label, float[] logits) {
    StringBuilder line = new StringBuilder(label);
    if (hasScores) {
      for (double probability : probabilities(logits)) {
        line.append('\t').append(String.format(Locale.ROOT, "%.6f", probability));
      }
    }
    return line.toString();
  }

  private String json(List<String> names, String label, float[] logits) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("label", label);
    if (hasScores) {
      ObjectNode scores = line.putObject("scores");
      double[] probabilities = probabilities(logits);
      for (int i = 0; i < probabilities.length; i++) {
        scores.put(names.get(i), (float) probabilities[i]);
      }
    }
    return line.toString();
  }

  private static double[] probabilities(float[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double[] probabilities = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = Math.exp(logits[i] - largest);
      sum += probabilities[i];
    }
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }
}

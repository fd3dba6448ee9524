package org.mosnas.search.evolution;

import java.util.List;
import java.util.Locale;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.space.TranslationSpec;

/** Asks an evaluator and checks what it says. */
final class Losses {
  private Losses() {}

  /**
   * The losses of {@code specs}.
   *
   * @throws BadDataException if one is not finite: the weights are broken, and no order of such
   *     losses would mean anything
   * @throws IllegalStateException if there are more or fewer losses than subnets
   */
  static double[] of(Evaluator evaluator, List<TranslationSpec> specs) {
    double[] losses = evaluator.evaluate(specs);
    if (losses.length != specs.size()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the evaluator gave %d losses for %d subnets",
              losses.length,
              specs.size()));
    }
    for (int i = 0; i < losses.length; i++) {
      if (!Double.isFinite(losses[i])) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "the validation loss of subnet %s is %s, expected a finite number; the supernet's weights are broken, train it again with a lower learning rate",
                specs.get(i).id(),
                losses[i]));
      }
    }
    return losses;
  }
}

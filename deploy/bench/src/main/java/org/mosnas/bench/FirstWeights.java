package org.mosnas.bench;

import org.mosnas.model.family.translation.TranslationNames;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;

/**
 * The weights that a case begins with on every engine: the usual first values, but with rectifiers
 * far from zero, half of them open.
 *
 * <p>Near zero, rounding alone opens or shuts some of millions of rectifiers, and the gradients of
 * two correct engines differ by a thousandth.
 */
final class FirstWeights {
  private static final float DISTANCE = 4f;

  /** Makes up for open rectifiers that let through much more than usual. */
  private static final float SECOND_MAP = 0.1f;

  private FirstWeights() {}

  /** A bank that the caller closes. */
  static ParameterBank of(Supernet supernet) {
    ParameterBank bank = Initializer.initialize(supernet, BenchCase.SEED);
    for (String name : bank.layout().names()) {
      Matrix weight = bank.matrix(name);
      if (name.endsWith(TranslationNames.FC1 + ".bias")) {
        for (int i = 0; i < weight.columns(); i++) {
          weight.set(0, i, i % 2 == 0 ? DISTANCE : -DISTANCE);
        }
      } else if (name.endsWith(TranslationNames.FC2 + ".weight")) {
        Elementwise.scale(SECOND_MAP, weight);
      }
    }
    return bank;
  }
}

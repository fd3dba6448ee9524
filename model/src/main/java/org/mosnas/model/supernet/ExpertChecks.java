package org.mosnas.model.supernet;

import java.util.Locale;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.memory.Matrix;

/** What has to hold of experts before they are trained. */
public final class ExpertChecks {
  private ExpertChecks() {}

  /**
   * Checks that no two experts of a map are identical in every weight. A mixture of copies does not
   * depend on its coefficients, so the router gets no gradient; and the copies' gradients are
   * multiples of one another, which Adam turns into the same steps.
   *
   * @throws MosnasException of kind USAGE naming the map and the experts
   */
  public static void requireDistinct(Supernet supernet, ParameterBank parameters) {
    int experts = supernet.mixture().experts();
    for (MixedMap map : supernet.mixedMaps()) {
      for (int i = 0; i < experts; i++) {
        for (int j = i + 1; j < experts; j++) {
          if (identical(parameters, map.expert(i), map.expert(j))) {
            throw new MosnasException(ErrorKind.USAGE, message(map, i, j));
          }
        }
      }
    }
  }

  private static String message(MixedMap map, int first, int second) {
    return String.format(
        Locale.ROOT,
        "experts %d and %d of %s are identical: their mixture would not depend on the architecture,"
            + " its router would get no gradient and they would stay alike; draw every expert by"
            + " itself, or set mixture.experts to 1",
        first,
        second,
        map.name());
  }

  private static boolean identical(ParameterBank parameters, String first, String second) {
    return equal(parameters.matrix(first + ".weight"), parameters.matrix(second + ".weight"))
        && equal(parameters.matrix(first + ".bias"), parameters.matrix(second + ".bias"));
  }

  private static boolean equal(Matrix x, Matrix y) {
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < x.columns(); c++) {
        if (x.get(r, c) != y.get(r, c)) {
          return false;
        }
      }
    }
    return true;
  }
}

package org.mosnas.model.engine.tape;

import java.util.List;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Segments;

/** Concatenation in time of packed sequences. */
final class TimeConcat {
  private TimeConcat() {}

  static void forward(List<Matrix> parts, Segments segments, Matrix y) {
    int n = parts.size();
    for (int b = 0; b < segments.count(); b++) {
      int length = segments.length(b);
      for (int p = 0; p < n; p++) {
        Elementwise.copy(
            parts.get(p).rows(segments.start(b), length),
            y.rows(segments.start(b) * n + p * length, length));
      }
    }
  }

  static void backward(Matrix dy, Segments segments, List<Matrix> gradients) {
    int n = gradients.size();
    for (int b = 0; b < segments.count(); b++) {
      int length = segments.length(b);
      for (int p = 0; p < n; p++) {
        Elementwise.addScaled(
            1f,
            dy.rows(segments.start(b) * n + p * length, length),
            gradients.get(p).rows(segments.start(b), length));
      }
    }
  }
}

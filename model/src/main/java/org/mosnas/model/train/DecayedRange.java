package org.mosnas.model.train;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.network.Role;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.supernet.ParameterLayout.Kind;
import org.mosnas.model.supernet.ParameterLayout.Slot;

/**
 * A stretch of the flat vector of parameters with one rule for weight decay: norms and biases are
 * exempt, as in BERT (Devlin et al., <a href="https://arxiv.org/abs/1810.04805">paper</a>).
 *
 * @param offset index of its first float
 * @param count number of its floats, with the gaps behind parameters; a multiple of four
 * @param decays whether its parameters decay
 */
record DecayedRange(int offset, int count, boolean decays) {
  /**
   * Stretches that make up the whole vector, neighbours with different rules.
   *
   * @param weightDecay 0 for a single stretch
   */
  static List<DecayedRange> of(ParameterLayout layout, double weightDecay) {
    List<DecayedRange> ranges = new ArrayList<>();
    if (weightDecay == 0) {
      ranges.add(new DecayedRange(0, layout.floats(), false));
      return ranges;
    }
    int from = 0;
    boolean decays = false;
    for (Slot slot : layout.slots().values()) {
      if (decays(slot) != decays) {
        addTo(ranges, from, slot.offset(), decays);
        from = slot.offset();
        decays = decays(slot);
      }
    }
    addTo(ranges, from, layout.floats(), decays);
    return ranges;
  }

  private static boolean decays(Slot slot) {
    return slot.role() != Role.NORM && slot.kind() != Kind.BIAS;
  }

  private static void addTo(List<DecayedRange> ranges, int from, int to, boolean decays) {
    if (to > from) {
      ranges.add(new DecayedRange(from, to - from, decays));
    }
  }

  /** The decay of its parameters. */
  double of(double weightDecay) {
    return decays ? weightDecay : 0;
  }
}

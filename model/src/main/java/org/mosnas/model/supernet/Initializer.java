package org.mosnas.model.supernet;

import java.util.SplittableRandom;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.FirstValues;
import org.mosnas.model.network.Role;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.supernet.ParameterLayout.Kind;
import org.mosnas.model.supernet.ParameterLayout.Slot;

/**
 * First values of the parameters, as in the references. By {@link FirstValues#XAVIER} embeddings
 * are normal with variance one over the width and have a zero padding row; linear maps
 * Xavier-uniform with zero bias, every expert its own draw; attention projections Xavier over
 * queries, keys and values stacked; routers uniform in ±1 / sqrt(inputs) but for the sliceable last
 * map of a neuron-wise router, which is Xavier. By {@link FirstValues#TRUNCATED_NORMAL} all but the
 * routers are drawn as for BERT: maps with a deviation of 0.02, which was made for its 768 inputs,
 * and those with fewer inputs with one that is greater by the root of how many times fewer they
 * are. With 0.02 the layers of a narrow network add next to nothing to its stream, and it learns
 * for hundreds of updates as if it had none.
 *
 * <p>Every parameter has its own child seed, so a value does not depend on which others exist.
 */
public final class Initializer {
  /** BERT's deviation, the width it is for, and how many of them a value may be away. */
  private static final double DEVIATION = 0.02;

  private static final double WIDTH = 768;
  private static final double MOST_DEVIATIONS = 2;

  private Initializer() {}

  /** A freshly initialised bank; the caller closes it. */
  public static ParameterBank initialize(Supernet supernet, long seed) {
    ParameterBank bank = new ParameterBank(supernet.layout());
    bank.layout()
        .slots()
        .forEach(
            (name, slot) ->
                initialize(
                    slot,
                    bank.matrix(name),
                    routerBound(name, slot, supernet),
                    supernet.shape().firstValues(),
                    new SplittableRandom(Seeds.child(seed, "initialize " + name))));
    return bank;
  }

  /** Bound of a parameter of a router that is drawn by its inputs, 0 for all others. */
  private static double routerBound(String name, Slot slot, Supernet supernet) {
    boolean neuronWise = supernet.mixture().routing() == Mixture.Routing.NEURON_WISE;
    boolean ofInputs =
        slot.role() == Role.ROUTER_HIDDEN || (slot.role() == Role.ROUTER_OUTPUT && !neuronWise);
    return ofInputs ? 1 / Math.sqrt(supernet.layout().weightOf(name).columns()) : 0;
  }

  private static void initialize(
      Slot slot, Matrix m, double routerBound, FirstValues first, SplittableRandom random) {
    boolean bert = first == FirstValues.TRUNCATED_NORMAL;
    if (slot.kind() == Kind.TABLE) {
      if (bert) {
        truncatedNormal(m, DEVIATION, random);
      } else {
        normal(m, 1 / Math.sqrt(m.columns()), random);
      }
      if (slot.role() == Role.EMBEDDING) {
        m.rows(first.paddingId(), 1).fill(0f);
      }
    } else if (slot.role() == Role.BOTTLENECK && slot.kind() == Kind.WEIGHT) {
      identity(m);
    } else if (bert && isMap(slot)) {
      truncatedNormal(m, DEVIATION * Math.sqrt(Math.max(1, WIDTH / m.columns())), random);
    } else if (slot.role() == Role.NORM) {
      m.fill(slot.kind() == Kind.WEIGHT ? 1f : 0f);
    } else if (routerBound > 0) {
      uniform(m, routerBound, random);
    } else if (slot.kind() == Kind.WEIGHT) {
      uniform(m, Math.sqrt(6.0 / (m.columns() + fanOut(slot.role(), m))), random);
    }
  }

  private static boolean isMap(Slot slot) {
    return switch (slot.role()) {
      case NORM, ROUTER_HIDDEN, ROUTER_OUTPUT -> false;
      default -> slot.kind() == Kind.WEIGHT;
    };
  }

  /** HAT draws queries, keys and values as one map, also where they are two. */
  private static int fanOut(Role role, Matrix m) {
    return switch (role) {
      case QUERY -> 3 * m.rows();
      case KEY_VALUE -> m.rows() / 2 * 3;
      default -> m.rows();
    };
  }

  private static void uniform(Matrix m, double bound, SplittableRandom random) {
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.columns(); c++) {
        m.set(r, c, (float) ((2 * random.nextDouble() - 1) * bound));
      }
    }
  }

  private static void identity(Matrix m) {
    for (int i = 0; i < Math.min(m.rows(), m.columns()); i++) {
      m.set(i, i, 1f);
    }
  }

  private static void truncatedNormal(Matrix m, double deviation, SplittableRandom random) {
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.columns(); c++) {
        double deviations = random.nextGaussian();
        while (Math.abs(deviations) > MOST_DEVIATIONS) {
          deviations = random.nextGaussian();
        }
        m.set(r, c, (float) (deviation * deviations));
      }
    }
  }

  private static void normal(Matrix m, double deviation, SplittableRandom random) {
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.columns(); c++) {
        m.set(r, c, (float) (random.nextGaussian() * deviation));
      }
    }
  }
}

package org.mosnas.model.supernet;

import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Role;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.supernet.ParameterLayout.Kind;
import org.mosnas.model.supernet.ParameterLayout.Slot;

/**
 * First values of a supernet that begins as a trained network does.
 *
 * <p>Weights are copied, those that are smaller in the supernet as prefixes; maps between a stream
 * and its layers become the identity. The experts of a map are drawn apart round its weight, since
 * experts that are alike stay alike: all but the last get noise, normal with a deviation of {@code
 * spread} times that of the weight, and the last is such that the routers, as they are, mix the
 * experts of the largest subnet to the weight. So the largest subnet computes what the network
 * computes, where it is as large.
 */
public final class WarmStart {
  private final Supernet supernet;
  private final DenseSubnet start;
  private final double spread;

  /**
   * Prepares a start.
   *
   * @param start whose weights have the names of the supernet's
   * @param spread of experts round a weight, in deviations of the weight; positive
   */
  public WarmStart(Supernet supernet, DenseSubnet start, double spread) {
    if (!(spread > 0)) {
      throw new IllegalArgumentException("spread must be positive, was " + spread);
    }
    this.supernet = supernet;
    this.start = start;
    this.spread = spread;
  }

  /**
   * The values.
   *
   * @param seed of routers, experts and whatever the network has not
   * @return in the layout of the supernet; the caller closes it
   * @throws MosnasException of kind USAGE naming a weight that the network has smaller, or not
   */
  public ParameterBank parameters(long seed) {
    requireFitting();
    ParameterBank bank = Initializer.initialize(supernet, seed);
    try (ParameterBank own = start.toBank()) {
      bank.layout()
          .slots()
          .forEach(
              (name, slot) -> {
                if (own.layout().names().contains(name)) {
                  copy(own.matrix(name), bank.matrix(name));
                } else if (slot.role() == Role.BOTTLENECK) {
                  identity(slot, bank.matrix(name));
                }
              });
      drawExperts(bank, seed);
      return bank;
    } catch (RuntimeException e) {
      bank.close();
      throw e;
    }
  }

  /**
   * Checks that the network has every weight of the largest subnet, as large or larger.
   *
   * @throws MosnasException of kind USAGE naming a weight that the network has smaller, or not
   */
  public void requireFitting() {
    Map<String, Slot> known = start.network().layout().slots();
    supernet
        .denseLayout(supernet.shape().envelope())
        .slots()
        .forEach(
            (name, slot) -> {
              if (known.containsKey(name)) {
                requireSameVocabulary(slot, known.get(name));
                requireAsLarge(name, slot, known.get(name));
              } else if (slot.role() != Role.BOTTLENECK) {
                throw new MosnasException(
                    ErrorKind.USAGE,
                    "the space has more layers than the network it starts from, which has no "
                        + name
                        + "; make the space shallower, or start from a deeper network");
              }
            });
  }

  private static void requireSameVocabulary(Slot slot, Slot start) {
    if (slot.role() == Role.EMBEDDING && slot.rows() != start.rows()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          String.format(
              Locale.ROOT,
              "the network it starts from has a vocabulary of %d tokens, the data have one of %d; prepare the data with the tokenizer that was published with the network",
              start.rows(),
              slot.rows()));
    }
  }

  private static void requireAsLarge(String name, Slot slot, Slot start) {
    if (slot.rows() > start.rows() || slot.columns() > start.columns()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          String.format(
              Locale.ROOT,
              "the space is wider than the network it starts from: %s is %dx%d there and %dx%d in the supernet; make the space narrower, or start from a larger network",
              name,
              start.rows(),
              start.columns(),
              slot.rows(),
              slot.columns()));
    }
  }

  private static void copy(Matrix from, Matrix to) {
    to.assign(from.prefix(to.rows(), to.columns()).toArray());
  }

  private static void identity(Slot slot, Matrix m) {
    m.fill(0);
    if (slot.kind() == Kind.WEIGHT) {
      for (int i = 0; i < Math.min(m.rows(), m.columns()); i++) {
        m.set(i, i, 1);
      }
    }
  }

  private void drawExperts(ParameterBank bank, long seed) {
    Map<String, double[][]> coefficients =
        supernet.coefficients(supernet.shape().envelope(), bank.toArray());
    for (MixedMap map : supernet.mixedMaps()) {
      for (String part : new String[] {".weight", ".bias"}) {
        Matrix[] experts = new Matrix[supernet.mixture().experts()];
        for (int i = 0; i < experts.length; i++) {
          experts[i] = bank.matrix(map.expert(i) + part);
        }
        long child = Seeds.child(seed, "experts of " + map.name() + part);
        draw(experts, coefficients.get(map.name()), new SplittableRandom(child));
      }
    }
  }

  /** The weight is in the first expert. Vectors have a row, but a coefficient for every column. */
  private void draw(Matrix[] experts, double[][] coefficients, SplittableRandom random) {
    Matrix weight = experts[0];
    double deviation = spread * deviation(weight);
    int last = experts.length - 1;
    for (int r = 0; r < weight.rows(); r++) {
      for (int c = 0; c < weight.columns(); c++) {
        int neuron = weight.rows() == 1 ? c : r;
        double[] shares = coefficients[Math.min(neuron, coefficients.length - 1)];
        double value = weight.get(r, c);
        double mixed = 0;
        for (int i = 0; i < last; i++) {
          double noise = deviation * random.nextGaussian();
          experts[i].set(r, c, (float) (value + noise));
          mixed += shares[i] * noise;
        }
        experts[last].set(r, c, (float) (value - mixed / shares[last]));
      }
    }
  }

  /** Root of the mean square; of a vector of zeros one in a thousand. */
  private static double deviation(Matrix weight) {
    double squares = 0;
    for (int r = 0; r < weight.rows(); r++) {
      for (int c = 0; c < weight.columns(); c++) {
        squares += (double) weight.get(r, c) * weight.get(r, c);
      }
    }
    return squares == 0 ? 1e-3 : Math.sqrt(squares / weight.size());
  }
}

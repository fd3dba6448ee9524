package org.mosnas.model.supernet;

import java.util.SplittableRandom;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.random.Seeds;

/**
 * First values of the parameters, as in the references: embeddings normal with variance one over
 * the width and a zero padding row; linear maps Xavier-uniform with zero bias, every expert its own
 * draw; attention projections Xavier over queries, keys and values stacked; routers uniform in ±1 /
 * sqrt(inputs) but for the sliceable last map of a neuron-wise router, which is Xavier.
 *
 * <p>Every parameter has its own child seed, so a value does not depend on which others exist.
 */
public final class Initializer {
  private static final int PADDING_ROW = 1;

  private Initializer() {}

  /** A freshly initialised bank; the caller closes it. */
  public static ParameterBank initialize(Supernet supernet, long seed) {
    ParameterBank bank = new ParameterBank(supernet.layout());
    for (String name : bank.layout().names()) {
      initialize(name, bank.matrix(name), supernet, Seeds.child(seed, "initialize " + name));
    }
    return bank;
  }

  private static void initialize(String name, Matrix m, Supernet supernet, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    if (isTable(name)) {
      normal(m, 1 / Math.sqrt(m.columns()), random);
      if (!name.endsWith("output")) {
        m.rows(PADDING_ROW, 1).fill(0f);
      }
    } else if (name.endsWith(".gain")) {
      m.fill(1f);
    } else if (name.contains("router") && !isNeuronWiseOutput(name, supernet)) {
      int inputs = routerInputs(name, supernet);
      uniform(m, 1 / Math.sqrt(inputs), random);
    } else if (name.endsWith(".weight")) {
      uniform(m, Math.sqrt(6.0 / (m.columns() + fanOut(name, m))), random);
    }
  }

  private static boolean isTable(String name) {
    return name.endsWith("embedding") || name.equals("decoder.output");
  }

  private static boolean isNeuronWiseOutput(String name, Supernet supernet) {
    return supernet.mixture().routing() == Mixture.Routing.NEURON_WISE
        && name.contains("router.output");
  }

  private static int routerInputs(String name, Supernet supernet) {
    String weight = name.substring(0, name.lastIndexOf('.')) + ".weight";
    return supernet.layout().slot(weight).columns();
  }

  /** Rows of the stacked query, key and value projection that {@code m} is part of. */
  private static int fanOut(String name, Matrix m) {
    if (name.contains("cross.q")) {
      return 3 * m.rows();
    }
    return name.contains("cross.kv") ? m.rows() / 2 * 3 : m.rows();
  }

  private static void uniform(Matrix m, double bound, SplittableRandom random) {
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.columns(); c++) {
        m.set(r, c, (float) ((2 * random.nextDouble() - 1) * bound));
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

package org.mosnas.model.supernet;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.space.SubnetSpec;

/**
 * Layouts of single subnets, each computed once: training comes back to the extremes in every
 * update, and to one subnet for every micro-batch. Safe for use by several threads.
 */
final class DenseLayouts {
  /** A layout is a few hundred entries; a search asks for thousands of subnets once each. */
  private static final int KEPT = 64;

  private final NetworkShape shape;
  private final Map<SubnetSpec, ParameterLayout> layouts =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SubnetSpec, ParameterLayout> eldest) {
          return size() > KEPT;
        }
      };

  DenseLayouts(NetworkShape shape) {
    this.shape = shape;
  }

  synchronized ParameterLayout of(SubnetSpec spec) {
    return layouts.computeIfAbsent(spec, s -> SupernetLayout.dense(shape.single(s)));
  }
}

package org.mosnas.model.space;

import java.io.Serializable;

/** Turns subnets into vectors, for routers and for predictors; what they mean is the family's. */
public interface SpecEncoder extends Serializable {
  /** Length of the vectors of a kind. */
  int length(EncodingKind kind);

  /**
   * Encodes a subnet.
   *
   * @return a new array of {@code length(kind)} numbers
   * @throws IllegalArgumentException if {@code spec} has more layers than this encoder has room for
   */
  double[] encode(SubnetSpec spec, EncodingKind kind);
}

package org.mosnas.model.supernet;

import java.io.Serializable;
import org.mosnas.model.space.SubnetSpec;

/** What a router sees: an architecture as numbers. */
public interface RouterInput extends Serializable {
  /** How many numbers. */
  int size();

  /** The numbers of {@code spec}, {@code [size]}. */
  double[] encode(SubnetSpec spec);
}

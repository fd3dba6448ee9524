package org.mosnas.model.supernet;

import java.io.Serializable;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.SpecEncoder;
import org.mosnas.model.space.SubnetSpec;

/** What a router sees: an architecture as numbers. */
public interface RouterInput extends Serializable {
  /** How many numbers. */
  int size();

  /** The numbers of {@code spec}, {@code [size]}. */
  double[] encode(SubnetSpec spec);

  /** What the routers of a supernet without experts see: there are none. */
  static RouterInput none() {
    return new None();
  }

  /** Nothing. */
  record None() implements RouterInput {
    @Override
    public int size() {
      return 0;
    }

    @Override
    public double[] encode(SubnetSpec spec) {
      return new double[0];
    }
  }

  /**
   * The encodings of the paper as router input.
   *
   * @param encoder of the space
   * @param kind which numbers
   */
  record SpecRouterInput(SpecEncoder encoder, EncodingKind kind) implements RouterInput {
    private static final long serialVersionUID = 1L;

    @Override
    public int size() {
      return encoder.length(kind);
    }

    @Override
    public double[] encode(SubnetSpec spec) {
      return encoder.encode(spec, kind);
    }
  }
}

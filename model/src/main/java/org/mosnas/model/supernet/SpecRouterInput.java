package org.mosnas.model.supernet;

import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.SpecEncoder;
import org.mosnas.model.space.SubnetSpec;

/**
 * The encodings of the paper as router input.
 *
 * @param encoder of the space
 * @param kind which numbers
 */
public record SpecRouterInput(SpecEncoder encoder, EncodingKind kind) implements RouterInput {
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

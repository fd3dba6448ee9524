package org.mosnas.model.space;

import java.util.Locale;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * A subnet that is sound by itself but not in the search space at hand.
 *
 * <p>The caller should take a spec of this space, or the space that the spec was drawn from.
 */
public final class IncompatibleSpecException extends MosnasException {
  /**
   * Creates the failure.
   *
   * @param specId id of the subnet
   * @param space name of the space
   * @param violation first offending dimension, its value and the allowed values
   */
  public IncompatibleSpecException(String specId, String space, String violation) {
    super(
        ErrorKind.USAGE,
        String.format(
            Locale.ROOT,
            "subnet %s is not in space %s: %s; use a subnet of this space or change the space",
            specId,
            space,
            violation));
  }
}

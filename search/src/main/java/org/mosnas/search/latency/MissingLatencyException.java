package org.mosnas.search.latency;

import java.util.Locale;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * A latency table that lacks a block; the caller profiles the space on the hardware in question.
 */
public final class MissingLatencyException extends MosnasException {
  /**
   * Creates the failure.
   *
   * @param key the block that was looked up
   * @param hardwareClass the hardware that the table is of
   */
  public MissingLatencyException(BlockKey key, String hardwareClass) {
    super(
        ErrorKind.DATA,
        String.format(
            Locale.ROOT,
            "the latency table of hardware '%s' has no entry for block '%s';"
                + " profile this search space again ('mos profile')",
            hardwareClass,
            key));
  }
}

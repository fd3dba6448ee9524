package org.mosnas.model.checkpoint;

import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** A checkpoint or weight file that cannot be read, or is of another version or another space. */
public final class CheckpointFormatException extends MosnasException {
  /** Describes the file and what is wrong with it. */
  public CheckpointFormatException(String message) {
    super(ErrorKind.DATA, message);
  }

  /** As {@link #CheckpointFormatException(String)}, keeping the cause. */
  public CheckpointFormatException(String message, Throwable cause) {
    super(ErrorKind.DATA, message, cause);
  }
}

package org.mosnas.model.engine;

import java.util.Locale;
import org.mosnas.model.engine.samediff.SameDiffEngine;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** The engines to choose from: the setting {@code model.engine}. */
public enum EngineKind {
  /** The CPU engine: eager, made for training. */
  TAPE,
  /**
   * As {@link #TAPE}, but passes that train round the factors of large products to bfloat16:
   * faster, on processors that have it. Everything else is computed in floats.
   */
  TAPE_BFLOAT16,
  /** SameDiff graphs: any backend of ND4J, and the check of the other engine. */
  SAMEDIFF;

  /**
   * The engine of a setting.
   *
   * @param name {@code tape}, {@code tape-bfloat16} or {@code samediff}
   * @throws MosnasException of kind {@code USAGE} for any other
   */
  public static EngineKind parse(String name) {
    for (EngineKind kind : values()) {
      if (kind.settingName().equals(name)) {
        return kind;
      }
    }
    throw new MosnasException(
        ErrorKind.USAGE,
        "unknown model.engine \"" + name + "\"; expected tape, tape-bfloat16 or samediff");
  }

  /** The name in settings. */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The engine for everything but training: the same results, on any machine. */
  public EngineKind evaluation() {
    return this == TAPE_BFLOAT16 ? TAPE : this;
  }

  /**
   * A new engine; the caller closes it.
   *
   * @throws MosnasException of kind {@code USAGE} where the processor lacks what it needs
   */
  public Engine open() {
    return switch (this) {
      case TAPE -> new TapeEngine();
      case TAPE_BFLOAT16 -> TapeEngine.bfloat16();
      case SAMEDIFF -> new SameDiffEngine();
    };
  }
}

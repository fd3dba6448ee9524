package org.mosnas.model.engine;

import java.util.Locale;
import org.mosnas.model.engine.cuda.CudaEngine;
import org.mosnas.model.engine.samediff.SameDiffEngine;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.kernel.cuda.Precision;

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
  SAMEDIFF,
  /** The GPU engine: an NVIDIA card, in floats throughout. */
  CUDA,
  /**
   * As {@link #CUDA}, but passes that train round the factors of products to the ten bits of
   * fraction that tensor cores take.
   */
  CUDA_TF32,
  /** As {@link #CUDA}, but passes that train round the factors of products to bfloat16. */
  CUDA_BFLOAT16;

  /**
   * The engine of a setting.
   *
   * @param name such as {@code tape}
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
        "unknown model.engine \""
            + name
            + "\"; expected tape, tape-bfloat16, samediff, cuda, cuda-tf32 or"
            + " cuda-bfloat16");
  }

  /** The name in settings. */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The engine for what needs the results of any machine, such as translations. */
  public EngineKind evaluation() {
    return switch (this) {
      case TAPE, TAPE_BFLOAT16, CUDA, CUDA_TF32, CUDA_BFLOAT16 -> TAPE;
      case SAMEDIFF -> SAMEDIFF;
    };
  }

  /**
   * Checks that this engine can train networks that learn from a teacher.
   *
   * @throws MosnasException of kind {@code USAGE} if it cannot
   */
  public void requireTeachers() {
    switch (this) {
      case TAPE, TAPE_BFLOAT16, SAMEDIFF -> {}
      case CUDA, CUDA_TF32, CUDA_BFLOAT16 -> throw noTeachers();
    }
  }

  /** The refusal of what this engine has not. */
  public MosnasException noTeachers() {
    return new MosnasException(
        ErrorKind.USAGE,
        "model.engine = "
            + settingName()
            + " cannot learn from a teacher; set distillation.teacher = none, or model.engine = tape");
  }

  /**
   * A new engine; the caller closes it.
   *
   * @throws MosnasException of kind {@code USAGE} where the machine lacks what it needs
   */
  public Engine open() {
    return switch (this) {
      case TAPE -> new TapeEngine();
      case TAPE_BFLOAT16 -> TapeEngine.bfloat16();
      case SAMEDIFF -> new SameDiffEngine();
      case CUDA -> new CudaEngine(Precision.FLOAT32);
      case CUDA_TF32 -> new CudaEngine(Precision.TF32);
      case CUDA_BFLOAT16 -> new CudaEngine(Precision.BFLOAT16);
    };
  }
}

package org.mosnas.model.family.translation;

import java.util.List;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.Family;
import org.mosnas.model.family.WorkloadSize;
import org.mosnas.model.family.Workloads;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.space.SearchSpace;

/** HAT's encoder–decoder Transformers. */
public record TranslationFamily() implements Family {
  /** What {@code mosnas.space.family} says. */
  public static final String NAME = "translation";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SearchSpace space(BlockSettings block) {
    return TranslationSpaceSettings.read(block);
  }

  @Override
  public List<Integer> vocabularies(BlockSettings block) {
    return List.of(size(block, "vocabulary.source"), size(block, "vocabulary.target"));
  }

  private static int size(BlockSettings block, String key) {
    int tokens = block.integer(key);
    if (tokens < 1) {
      throw new IllegalArgumentException(key + " must be positive, was " + tokens);
    }
    return tokens;
  }

  @Override
  public NetworkShape shape(SearchSpace space, List<Integer> vocabularies) {
    return TranslationShape.of((TranslationSpace) space, vocabularies.get(0), vocabularies.get(1));
  }

  @Override
  public Workloads workloads(EngineKind engine, NetworkShape shape, WorkloadSize size) {
    TranslationShape translation = (TranslationShape) shape;
    return switch (engine) {
      case TAPE, TAPE_BFLOAT16 -> new TapeWorkloads(translation, size);
      case SAMEDIFF -> new PrefixWorkloads(engine.open(), translation, size);
      case CUDA, CUDA_TF32, CUDA_BFLOAT16 ->
          throw new MosnasException(
              ErrorKind.USAGE,
              "latencies are measured on the CPU so far, not with model.engine = "
                  + engine.settingName()
                  + "; set model.engine = tape for the profile");
    };
  }
}

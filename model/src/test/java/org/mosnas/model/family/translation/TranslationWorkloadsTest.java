package org.mosnas.model.family.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.Workload;
import org.mosnas.model.family.WorkloadSize;
import org.mosnas.model.family.Workloads;
import org.mosnas.model.space.Block;

/** What is timed is the work that is meant, on either engine. */
class TranslationWorkloadsTest {
  private static final TranslationSpace SPACE = TestSpaces.micro();
  private static final TranslationShape SHAPE = TranslationShape.of(SPACE, 12, 12);
  private static final WorkloadSize SIZE = new WorkloadSize(2, 2, 5, 4);

  /** With caches and without: the sum of a token's scores over all steps. */
  @Test
  void aTranslationComputesTheSameOnBothEngines() {
    try (Workloads tape = workloads(EngineKind.TAPE);
        Workloads sameDiff = workloads(EngineKind.SAMEDIFF)) {
      for (long seed = 0; seed < 5; seed++) {
        TranslationSpec spec = TestSpaces.random(SPACE, seed);
        double expected = tape.of(spec).run();
        assertThat(expected).isNotZero();
        assertThat(sameDiff.of(spec).run())
            .as("seed %d", seed)
            .isCloseTo(expected, within(1e-4 * Math.abs(expected) + 1e-6));
      }
    }
  }

  @Test
  void aBlockWithoutCachesComputesTheSameOnBothEngines() {
    try (Workloads tape = new PrefixWorkloads(EngineKind.TAPE.open(), SHAPE, SIZE);
        Workloads sameDiff = workloads(EngineKind.SAMEDIFF)) {
      for (Block block : blocks()) {
        double expected = tape.of(block).run();
        assertThat(sameDiff.of(block).run())
            .as("%s", block)
            .isCloseTo(expected, within(1e-4 * Math.abs(expected) + 1e-6));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TAPE", "TAPE_BFLOAT16", "SAMEDIFF"})
  void everyRunDoesTheSame(EngineKind engine) {
    try (Workloads workloads = workloads(engine)) {
      List<Workload> all = new ArrayList<>();
      blocks().forEach(block -> all.add(workloads.of(block)));
      all.add(workloads.of(SPACE.largest()));
      all.add(workloads.of(SPACE.smallest()));
      List<Double> first = all.stream().map(Workload::run).toList();
      assertThat(first).allMatch(Double::isFinite);
      assertThat(all.stream().map(Workload::run).toList()).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CUDA", "CUDA_TF32", "CUDA_BFLOAT16"})
  void latenciesOfTheGpuEngineAreRefused(EngineKind engine) {
    assertThatThrownBy(() -> workloads(engine))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessageContaining("model.engine = " + engine.settingName());
  }

  private static Workloads workloads(EngineKind engine) {
    return new TranslationFamily().workloads(engine, SHAPE, SIZE);
  }

  /** The first and the last of every kind. */
  private static List<Block> blocks() {
    Map<String, Block> last = new HashMap<>();
    List<Block> blocks = new ArrayList<>();
    for (Block block : SPACE.blocks()) {
      if (last.put(block.kind(), block) == null) {
        blocks.add(block);
      }
    }
    assertThat(blocks).hasSize(6);
    blocks.addAll(last.values());
    return blocks;
  }
}

package org.mosnas.search.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.network.TranslationShape;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.TestSpaces;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.search.latency.Block;
import org.mosnas.search.latency.Blocks;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.Trimming;
import org.mosnas.search.latency.Workload;

/** What is timed is the work that is meant, on either engine. */
class WorkloadsTest {
  private static final SearchSpace SPACE = TestSpaces.micro();
  private static final TranslationShape SHAPE = TranslationShape.of(SPACE, 12, 12);
  private static final LatencyProtocol PROTOCOL =
      new LatencyProtocol(1, 1, 1, 2, 5, 4, 1, 2, true, Trimming.NONE);

  /** With caches and without: the sum of a word's scores over all steps. */
  @Test
  void aTranslationComputesTheSameOnBothEngines() {
    try (Workloads tape = Workloads.on(EngineKind.TAPE, SHAPE, PROTOCOL);
        Workloads sameDiff = Workloads.on(EngineKind.SAMEDIFF, SHAPE, PROTOCOL)) {
      for (long seed = 0; seed < 5; seed++) {
        TranslationSpec spec = SubnetSampler.uniform().sample(SPACE, seed);
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
    try (Workloads tape = new PrefixWorkloads(EngineKind.TAPE.open(), SHAPE, PROTOCOL);
        Workloads sameDiff = Workloads.on(EngineKind.SAMEDIFF, SHAPE, PROTOCOL)) {
      for (Block block : blocks()) {
        double expected = tape.of(block).run();
        assertThat(sameDiff.of(block).run())
            .as("%s", block.key())
            .isCloseTo(expected, within(1e-4 * Math.abs(expected) + 1e-6));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void everyRunDoesTheSame(EngineKind engine) {
    try (Workloads workloads = Workloads.on(engine, SHAPE, PROTOCOL)) {
      List<Workload> all = new ArrayList<>();
      blocks().forEach(block -> all.add(workloads.of(block)));
      all.add(workloads.of(SPACE.largest()));
      all.add(workloads.of(SPACE.smallest()));
      List<Double> first = all.stream().map(Workload::run).toList();
      assertThat(first).allMatch(Double::isFinite);
      assertThat(all.stream().map(Workload::run).toList()).isEqualTo(first);
    }
  }

  /** The first and the last of every kind. */
  private static List<Block> blocks() {
    Map<String, Block> last = new HashMap<>();
    List<Block> blocks = new ArrayList<>();
    for (Block block : Blocks.of(SPACE)) {
      if (last.put(block.kind(), block) == null) {
        blocks.add(block);
      }
    }
    assertThat(blocks).hasSize(6);
    blocks.addAll(last.values());
    return blocks;
  }
}

package org.mosnas.model.family.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.family.Workload;
import org.mosnas.model.family.WorkloadSize;
import org.mosnas.model.family.Workloads;
import org.mosnas.model.space.Block;

class BertWorkloadsTest {
  private static final WorkloadSize SIZE = new WorkloadSize(2, 1, 6, 1);

  static Stream<BertSpace> spaces() {
    return Stream.of(TestBerts.narrow(), TestBerts.plain());
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void everyBlockAndSubnetComputesTheSameEveryTimeAndOnBothEngines(BertSpace space) {
    try (Workloads tape = workloads(EngineKind.TAPE, space, SIZE);
        Workloads sameDiff = workloads(EngineKind.SAMEDIFF, space, SIZE)) {
      List<Workload> all = new ArrayList<>();
      List<Workload> others = new ArrayList<>();
      for (Block block : space.blocks()) {
        all.add(tape.of(block));
        others.add(sameDiff.of(block));
      }
      all.add(tape.of(space.largest()));
      others.add(sameDiff.of(space.largest()));
      for (int i = 0; i < all.size(); i++) {
        double expected = all.get(i).run();
        assertThat(expected).isFinite().isNotZero();
        assertThat(all.get(i).run()).isEqualTo(expected);
        assertThat(others.get(i).run())
            .isCloseTo(expected, within(1e-4 * Math.abs(expected) + 1e-6));
      }
    }
  }

  @Test
  void textsAreAtMostAsLongAsTheNetworksCanRead() {
    WorkloadSize tooLong = new WorkloadSize(1, 1, 10, 1);
    assertThatThrownBy(() -> workloads(EngineKind.TAPE, TestBerts.plain(), tooLong))
        .hasMessageContaining("texts of 10 tokens")
        .hasMessageContaining("9 positions");
  }

  @Test
  void refusesBlocksOfOthers() {
    try (Workloads workloads = workloads(EngineKind.TAPE, TestBerts.plain(), SIZE)) {
      assertThatThrownBy(() -> workloads.of(Block.of("overhead")))
          .hasMessage("no block of BERT: overhead:");
    }
  }

  private static Workloads workloads(EngineKind engine, BertSpace space, WorkloadSize size) {
    return new BertFamily().workloads(engine, BertShape.of(space, 11), size);
  }
}

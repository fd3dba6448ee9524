package org.mosnas.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.bench.EngineProcess.Setup;
import org.mosnas.model.error.MosnasException;

class LineupTest {
  private static final BenchCases CASES = new BenchCases();
  private static final BenchCase TRAIN = CASES.named("train/demo/2048");
  private static final BenchCase DECODE = CASES.named("decode/demo/greedy/batch1");
  private static final BenchCase MIXTURE = CASES.named("mixture/hat-titanxp-208ms/2048");

  private static Lineup all(int threads, int replicas) {
    return new Lineup(Engines.CHOICES, List.of(1, threads), List.of(1, replicas), false);
  }

  @Test
  void everyEngineDoesWhatItCan() {
    assertThat(all(1, 1).of(TRAIN))
        .containsExactly("tape", "samediff", "libtorch", "pytorch", "tape-bfloat16");
    assertThat(all(1, 1).of(DECODE)).containsExactly("tape", "samediff", "libtorch", "onnxruntime");
    assertThat(new Lineup(List.of("pytorch"), List.of(), List.of(), false).of(DECODE)).isEmpty();
    assertThat(new Lineup(List.of("libtorch"), List.of(), List.of(), false).of(MIXTURE)).isEmpty();
  }

  @Test
  void onlyPeersHaveThreadsAndAllHaveReplicas() {
    assertThat(new Lineup(List.of("tape", "libtorch"), List.of(1, 2), List.of(1, 2), false))
        .satisfies(
            lineup ->
                assertThat(lineup.parallel(TRAIN))
                    .containsExactly(
                        new Setup("tape", 1, 2),
                        new Setup("libtorch", 2, 1),
                        new Setup("libtorch", 1, 2),
                        new Setup("sgemm", 1, 2)));
  }

  @Test
  void theProductsAloneRunOnEveryNumberOfCores() {
    assertThat(all(4, 2).parallel(TRAIN))
        .filteredOn(setup -> setup.engine().equals(Engines.SGEMM))
        .extracting(Setup::cores)
        .containsExactlyInAnyOrder(2, 4);
    assertThat(all(1, 1).singles(TRAIN)).contains(new Setup("sgemm", 1, 1));
    assertThat(all(1, 1).singles(DECODE)).doesNotContain(new Setup("sgemm", 1, 1));
  }

  @Test
  void nothingRunsOnSeveralCoresUnlessItIsAskedTo() {
    assertThat(all(1, 1).parallel(TRAIN)).isEmpty();
    assertThat(all(2, 2).parallel(MIXTURE)).isEmpty();
    assertThat(new Lineup(Engines.CHOICES, List.of(2), List.of(2), true).parallel(TRAIN)).isEmpty();
  }

  @Test
  void refusesUnknownEnginesAndCountsBelowOne() {
    assertThatThrownBy(() -> new Lineup(List.of("tape", "tpae"), List.of(), List.of(), false))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("\"tpae\"")
        .hasMessageContaining("tape,tape-bfloat16,samediff,libtorch,pytorch,onnxruntime");
    assertThatThrownBy(() -> all(0, 1)).hasMessageContaining("--threads").hasMessageContaining("0");
    assertThatThrownBy(() -> all(1, -2))
        .hasMessageContaining("--replicas")
        .hasMessageContaining("-2");
  }
}

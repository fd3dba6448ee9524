package org.mosnas.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mosnas.bench.Samples.measured;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTest {
  private static final Agreement AGREED = new Agreement(Engines.TAPE, Map.of());

  private static Result first(Agreement agreement, Timing... all) {
    return Result.of(all[0], List.of(all), agreement);
  }

  @Test
  void onOneCoreTheRatioIsThatOfTheMedians() {
    Result result =
        first(AGREED, measured(Engines.TAPE, 1, 1, 100), measured(Engines.LIBTORCH, 1, 1, 130));

    assertThat(result.ratioToLibtorch()).isCloseTo(1.3, within(1e-12));
  }

  @Test
  void everyPeerHasItsRatio() {
    Result result =
        first(
            AGREED,
            measured(Engines.TAPE, 1, 1, 100),
            measured(Engines.PYTORCH, 1, 1, 150),
            measured(Engines.ONNX, 1, 1, 80));

    assertThat(result.ratioToPytorch()).isCloseTo(1.5, within(1e-12));
    assertThat(result.ratioToOnnxRuntime()).isCloseTo(0.8, within(1e-12));
    assertThat(result.ratioToLibtorch()).isNull();
  }

  @Test
  void onSeveralCoresTheFasterSetupOfThePeerCounts() {
    Timing ours = measured(Engines.TAPE, 1, 2, 100);
    Timing threads = measured(Engines.LIBTORCH, 2, 1, 80);
    Timing replicas = measured(Engines.LIBTORCH, 1, 2, 120);

    // 2 batches in 100 ms against 1 in 80 and 2 in 120.
    assertThat(first(AGREED, ours, threads, replicas).ratioToLibtorch())
        .isCloseTo(1.2, within(1e-12));
    assertThat(first(AGREED, ours, threads).ratioToLibtorch()).isCloseTo(1.6, within(1e-12));
    assertThat(first(AGREED, threads, replicas, ours).ratioToLibtorch())
        .isCloseTo(0.75, within(1e-12));
  }

  @Test
  void otherNumbersOfCoresAreNotCompared() {
    Result result =
        first(
            AGREED,
            measured(Engines.TAPE, 1, 2, 100),
            measured(Engines.LIBTORCH, 1, 1, 130),
            measured(Engines.SGEMM, 1, 1, 50));

    assertThat(result.ratioToLibtorch()).isNull();
    assertThat(result.shareOfGemm()).isNull();
  }

  @Test
  void shareOfGemmIsThatOfTheRates() {
    Result result =
        first(AGREED, measured(Engines.LIBTORCH, 2, 1, 100), measured(Engines.SGEMM, 1, 2, 150));

    assertThat(result.shareOfGemm()).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void thereIsNoRatioWhereAnEngineDisagrees() {
    Agreement torn =
        new Agreement(Engines.TAPE, Map.of(Engines.LIBTORCH, new Agreement.Difference(1, "loss")));
    Timing tape = measured(Engines.TAPE, 1, 1, 100);
    Timing libtorch = measured(Engines.LIBTORCH, 1, 1, 130);
    Timing pytorch = measured(Engines.PYTORCH, 1, 1, 150);

    assertThat(first(torn, tape, libtorch, pytorch).ratioToLibtorch()).isNull();
    assertThat(first(torn, tape, libtorch, pytorch).ratioToPytorch()).isNotNull();
    assertThat(first(torn, libtorch, pytorch).ratioToPytorch()).isNull();
  }

  @Test
  void productsAloneHaveNoRatio() {
    Result result =
        first(AGREED, measured(Engines.SGEMM, 1, 1, 50), measured(Engines.LIBTORCH, 1, 1, 130));

    assertThat(result.ratioToLibtorch()).isNull();
  }
}

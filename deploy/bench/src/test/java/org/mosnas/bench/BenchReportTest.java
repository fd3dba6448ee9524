package org.mosnas.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mosnas.bench.Samples.measured;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchReportTest {
  private static final List<Timing> TWO_CORES =
      List.of(
          measured(Engines.TAPE, 1, 2, 100),
          measured(Engines.LIBTORCH, 2, 1, 80),
          measured(Engines.LIBTORCH, 1, 2, 120),
          measured(Engines.SGEMM, 1, 2, 50));

  private final StringWriter text = new StringWriter();
  private final BenchReport report = new BenchReport(new PrintWriter(text));

  @Test
  void comparesOurReplicasWithThreadsAndReplicasOfThePeers() {
    report.cores(TWO_CORES, Agreement.none());

    assertThat(text.toString().lines())
        .containsExactly(
            "  on 2 cores tape 2x1 does 1.60 times the tokens/s of libtorch 2",
            "  on 2 cores tape 2x1 does 1.20 times the tokens/s of libtorch 2x1");
  }

  @Test
  void comparesWithNobodyWhoDisagrees() {
    Agreement torn =
        new Agreement(
            Engines.TAPE, Map.of(Engines.LIBTORCH, new Agreement.Difference(0.5, "loss")));

    report.cores(TWO_CORES, torn);

    assertThat(text.toString()).isEmpty();
  }

  @Test
  void everyMeasurementIsALineAndAResult() {
    report.add(TWO_CORES, Agreement.none());

    assertThat(report.results())
        .extracting(Result::engine)
        .containsExactly("tape", "libtorch", "libtorch", "sgemm");
    assertThat(text.toString().lines()).hasSize(1 + TWO_CORES.size());
    assertThat(text.toString().lines().skip(1).findFirst().orElseThrow())
        .contains("tape", "2x1", "100.0", "1.20");
  }
}

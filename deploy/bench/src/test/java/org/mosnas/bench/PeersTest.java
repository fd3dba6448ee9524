package org.mosnas.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.MosnasException;

/** The peers compute what our tape computes, on sentences of different lengths. */
class PeersTest {
  @TempDir Path folder;

  private Agreement.Result ours(BenchCase bench, String engine) throws IOException {
    Path file = folder.resolve(engine);
    try (ReadyCase workload = Engines.open(bench, engine, 1);
        FileChannel gradients =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      return new Agreement.Result(workload.check(gradients), file);
    }
  }

  private Agreement.Result pythons(BenchCase bench) {
    Python python = new Python("python3");
    try {
      System.out.println("python3 is " + python.requireTorch());
    } catch (MosnasException e) {
      System.out.println("skipped: " + e.getMessage());
      abort(e.getMessage());
    }
    Path file = folder.resolve(Engines.PYTORCH);
    try (EngineProcess process =
        EngineProcess.start(bench, new EngineProcess.Setup(Engines.PYTORCH, 1, 2), python)) {
      Agreement.Result result = new Agreement.Result(process.check(file), file);
      assertThat(process.run(2)).isPositive();
      assertThat(process.peakBytes()).isPositive();
      return result;
    }
  }

  private static void assertAgrees(BenchCase bench, Agreement.Result... results)
      throws IOException {
    Map<String, Agreement.Result> named = new LinkedHashMap<>();
    for (Agreement.Result result : results) {
      named.put("engine " + named.size(), result);
    }
    Agreement agreement = Agreement.of(bench, named);
    assertThat(agreement.holds()).as(agreement.toString()).isTrue();
  }

  @Test
  void libtorchTrainsAndScoresAsTheTapeDoes() throws IOException {
    for (BenchCase bench : new BenchCase[] {Samples.training(), Samples.scoring()}) {
      assertAgrees(bench, ours(bench, Engines.TAPE), ours(bench, Engines.LIBTORCH));
    }
  }

  @Test
  void pytorchTrainsAsTheTapeDoes() throws IOException {
    BenchCase bench = Samples.training();
    assertAgrees(bench, ours(bench, Engines.TAPE), pythons(bench));
  }

  @Test
  void pytorchScoresAsTheTapeDoes() throws IOException {
    BenchCase bench = Samples.scoring();
    assertAgrees(bench, ours(bench, Engines.TAPE), pythons(bench));
  }
}

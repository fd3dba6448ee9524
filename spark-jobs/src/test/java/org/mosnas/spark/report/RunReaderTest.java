package org.mosnas.spark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.search.report.content.DataStatistics;
import org.mosnas.search.report.content.LatencyStudy;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.search.report.content.RunReport.RoundLosses;
import org.mosnas.search.report.content.Samples;
import org.mosnas.search.report.page.ReportPage;
import org.mosnas.spark.cli.Tenants;

/** Runs put together from files that version 1 wrote; no Spark. */
class RunReaderTest {
  @TempDir private Path folder;

  private RunReport read() {
    return RunReader.read(folder.toString(), Tenants.all(), new Configuration());
  }

  private void copy(String fixture, String to) throws IOException {
    FileUtils.copyDirectory(
        Path.of("src/test/resources/org/mosnas/spark", fixture).toFile(),
        folder.resolve(to).toFile());
  }

  private void record() throws IOException {
    Files.copy(
        Path.of("src/test/resources/org/mosnas/spark/run/v1/run.json"), folder.resolve("run.json"));
    Files.writeString(folder.resolve("effective.conf"), "mosnas { train.rounds = 7 }");
  }

  @Test
  void refusesWhatIsNoRun() {
    assertThatThrownBy(this::read)
        .isInstanceOf(MosnasException.class)
        .hasMessageStartingWith(folder + ": no run here, run.json is missing; name the directory")
        .extracting(thrown -> ((MosnasException) thrown).kind())
        .isEqualTo(ErrorKind.DATA);
    assertThatThrownBy(
            () ->
                RunReader.read(
                    folder.resolve("gone").toString(), Tenants.all(), new Configuration()))
        .hasMessage(folder.resolve("gone") + ": no such directory; name the directory of a run");
  }

  @Test
  void refusesADamagedRecord() throws IOException {
    Files.writeString(folder.resolve("run.json"), "{ \"format\" : 1,");
    assertThatThrownBy(this::read)
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("run.json is not valid JSON");
  }

  @Test
  void saysWhatIsMissingAndWhy() throws IOException {
    record();
    RunReport report = read();
    assertThat(report.outline().status()).isEqualTo("interrupted");
    assertThat(report.search().missing())
        .isEqualTo(
            "There is no search/evolution.json in the run directory: the run has not come to the stage search.");
    assertThat(report.training().missing())
        .endsWith("latest in the run directory: the stage train was interrupted.");
    assertThat(report.data().get(RunReport.DATA).missing())
        .endsWith(
            "manifest.json in the run directory: the stage prepare is done, but its file was removed.");
    assertThat(ReportPage.html(report)).contains("the stage train was interrupted");
  }

  @Test
  void aDamagedPartLeavesTheOthers() throws IOException {
    record();
    copy("translation/prepare/v1/data", "data");
    copy("train/v1/checkpoints", "train/checkpoints");
    Files.writeString(folder.resolve("data/manifest.json"), "gone");
    RunReport report = read();
    assertThat(report.data().get(RunReport.DATA).missing())
        .startsWith("data/manifest.json cannot be read: ");
    assertThat(report.routers().missing()).startsWith("data/manifest.json cannot be read: ");
    assertThat(there(report.training())).hasSize(2);
  }

  @Test
  void readsScoresAndRounds() throws IOException {
    record();
    copy("train/v1/checkpoints", "train/checkpoints");
    RunReport report = read();
    assertThat(there(report.systems()))
        .extracting(system -> system.key() + " " + system.score("BLEU").orElseThrow().value())
        .containsExactly("winner 12.5", "largest 13.0", "copy 1.0");
    List<RoundLosses> rounds = there(report.training());
    assertThat(rounds.get(0).round()).isEqualTo(1);
    assertThat(rounds.get(0).validation()).isEqualTo(Map.of("largest", 4.5, "smallest", 5.25));
    assertThat(there(report.origin()).settings()).containsEntry("train.rounds", "7");
  }

  @Test
  void readsTheLatencyTableWithoutSpark() throws IOException {
    record();
    copy("run/v1/latency", "profile/latency");
    assertThat(read().latency().missing()).contains("names no block of space tiny");
    Files.copy(
        Path.of("../conf/space/hat-wmt.conf"),
        folder.resolve("effective.conf"),
        StandardCopyOption.REPLACE_EXISTING);
    LatencyStudy study = there(read().latency());
    assertThat(study.table().entries()).isNotEmpty();
    assertThat(study.networks()).isNotEmpty();
    assertThat(study.coverage()).isEqualTo(0.9);
  }

  @Test
  void readsDataAndTranslations() throws IOException {
    record();
    copy("translation/prepare/v1/data", "data");
    Files.createDirectories(folder.resolve("evaluate"));
    Files.writeString(folder.resolve("evaluate/winner.txt"), "eins\nzwei\ndrei\nvier\nf\u00fcnf\n");
    RunReport report = read();
    DataStatistics data = there(report.data().get(RunReport.DATA));
    assertThat(data.parts().get(0).kept()).isEqualTo(12);
    assertThat(there(data.lengths()).examples()).isEqualTo(12);
    assertThat(there(data.lengths()).texts().values())
        .hasSize(2)
        .allSatisfy(bins -> assertThat(bins.stream().mapToLong(n -> n).sum()).isEqualTo(12));
    Samples samples = there(report.samples());
    assertThat(samples.systems()).containsExactly("winner");
    assertThat(samples.samples()).hasSize(5);
    assertThat(samples.samples())
        .extracting(sample -> Double.parseDouble(sample.heading().replaceAll(".* ", "")))
        .isSorted();
    Files.writeString(folder.resolve("evaluate/winner.txt"), "eins\n");
    assertThat(read().samples().missing()).contains("has 1 lines, the test set 5 sentences");
  }

  private static <T> T there(Part<T> part) {
    assertThat(part.missing()).isEmpty();
    return part.content().orElseThrow();
  }
}

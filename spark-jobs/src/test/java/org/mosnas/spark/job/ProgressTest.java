package org.mosnas.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long nanos;

  @Test
  void showsShareDetailAndTimeLeft() {
    Progress progress = new Progress(out, false, 80, () -> nanos);
    progress.stage(2, 7);
    Progress.Work work = progress.start("train", 20);
    pass(30);
    work.advance(5, "loss 4.21");
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("[2/7] train        25 %  5/20  loss 4.21  30s, 1m30s left\n");
  }

  @Test
  void printsALineEveryTenSecondsAtMostWhereThereIsNoTerminal() {
    Progress progress = new Progress(out, false, 80, () -> nanos);
    Progress.Work work = progress.start("train", 100_000);
    for (int i = 0; i < 35_000; i++) {
      pass(0.001);
      work.advance(1);
    }
    assertThat(text().lines()).hasSize(3);
    work.done("loss 2");
    assertThat(text().lines()).hasSize(4).last().asString().endsWith("loss 2  in 35s");
  }

  @Test
  void changesOneLineInPlaceOnATerminal() {
    Progress progress = new Progress(out, true, 30, () -> nanos);
    Progress.Work work = progress.start("train", 4);
    pass(1);
    work.advance(1, "a detail that is longer than the terminal is wide");
    pass(0.01);
    work.advance(1, "too soon");
    pass(1);
    work.advance(1, "x");
    assertThat(text()).doesNotContain("\n", "too soon");
    assertThat(text().split("\r")).allMatch(line -> line.length() < 30);
    assertThat(text()).endsWith("\rtrain        75 %  3/4  x  2s".substring(0, 30));
    work.done();
    assertThat(text())
        .endsWith("\rtrain       75 %  3/4  x  in 2s\n".replace("       75", "        75"));
  }

  @Test
  void notesDoNotTearTheLine() {
    Progress progress = new Progress(out, true, 80, () -> nanos);
    Progress.Work work = progress.start("train", 4);
    pass(1);
    work.advance(1);
    progress.note("taking over");
    assertThat(text())
        .contains(
            "\r" + " ".repeat("train        25 %  1/4  1s, 3s left".length()) + "\rtaking over\n");
  }

  @Test
  void whatWasDoneEarlierDoesNotCountForTheSpeed() {
    Progress progress = new Progress(out, false, 80, () -> nanos);
    Progress.Work work = progress.start("train", 20, 10);
    pass(10);
    work.advance(1);
    assertThat(text()).contains(" 55 %  11/20  10s, 1m30s left");
  }

  @Test
  void ticksWhileTheWorkIsSilent() {
    Progress progress = new Progress(out, false, 80, () -> nanos);
    progress.start("prepare", 0);
    pass(11);
    progress.tick();
    pass(1);
    progress.tick();
    assertThat(text()).isEqualTo("prepare     11s\n");
  }

  @Test
  void saysNothingMoreOnceClosed() {
    Progress progress = new Progress(out, true, 80, () -> nanos);
    Progress.Work work = progress.start("train", 4);
    pass(1);
    work.advance(1);
    progress.close();
    int length = text().length();
    pass(1);
    work.advance(1);
    progress.tick();
    assertThat(text()).hasSize(length);
  }

  @ParameterizedTest
  @CsvSource({
    "0.2, 0s",
    "59.4, 59s",
    "59.6, 1m00s",
    "61, 1m01s",
    "3599, 59m59s",
    "3600, 1h00m",
    "7265, 2h01m"
  })
  void timesAreShort(double seconds, String text) {
    assertThat(Progress.readable(Duration.ofMillis(Math.round(seconds * 1000)))).isEqualTo(text);
  }

  private void pass(double seconds) {
    nanos += Math.round(seconds * 1e9);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

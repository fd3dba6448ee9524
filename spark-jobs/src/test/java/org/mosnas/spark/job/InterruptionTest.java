package org.mosnas.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.run.RunDirectory;

class InterruptionTest {
  @TempDir private Path folder;

  @Test
  void aProcessThatIsToldToEndSaysSoAndCanBeResumed() throws Exception {
    Path run = folder.resolve("run");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SleepingRun.class.getName(),
                run.toString())
            .redirectError(folder.resolve("err").toFile())
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("started");
      assertThat(run.resolve("run.lock")).exists();
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(75);
    JsonNode record = new ObjectMapper().readTree(run.resolve("run.json").toFile());
    assertThat(record.at("/status").asText()).isEqualTo("interrupted");
    assertThat(record.at("/exitCode").asInt()).isEqualTo(75);
    assertThat(record.at("/reason").asText()).isEqualTo("interrupted by SIGTERM");
    assertThat(record.at("/stages/train/status").asText()).isEqualTo("interrupted");
    assertThat(run.resolve("run.lock")).doesNotExist();
    assertThat(Files.readString(folder.resolve("err")))
        .contains("mos: interrupted; go on with: mos train --run-dir " + run + " --resume");
  }

  @Test
  void theDirectoryIsLockedUntilTheWorkHasStopped() throws Exception {
    Process process = start(StubbornRun.class, "slow");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("started");
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(75);
    assertThat(folder.resolve("words")).hasContent("locked");
    assertThat(folder.resolve("run/run.lock")).doesNotExist();
    JsonNode record = new ObjectMapper().readTree(folder.resolve("run/run.json").toFile());
    assertThat(record.at("/status").asText()).isEqualTo("interrupted");
    assertThat(record.at("/reason").asText()).isEqualTo("interrupted by SIGTERM");
  }

  @Test
  void aSecondSignalEndsWorkThatDoesNotStopAndLeavesItsLock() throws Exception {
    Process process = start(StubbornRun.class, "deaf");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("started");
      process.destroy();
      Path record = folder.resolve("run/run.json");
      while (!Files.readString(record).contains("interrupted by SIGTERM")) {
        Thread.sleep(20);
      }
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(75);
    assertThat(folder.resolve("words")).doesNotExist();
    assertThat(folder.resolve("run/run.lock")).as("what nobody gave back").exists();
    List<String> notices = new ArrayList<>();
    RunDirectory.open(folder.resolve("run").toString(), new Configuration(), "train", notices::add)
        .close();
    assertThat(notices)
        .singleElement()
        .asString()
        .startsWith("taking over from a process that is gone (mos train, process ");
  }

  private Process start(Class<?> program, String manner) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            program.getName(),
            folder.resolve("run").toString(),
            folder.resolve("words").toString(),
            manner)
        .redirectError(folder.resolve("err").toFile())
        .start();
  }
}

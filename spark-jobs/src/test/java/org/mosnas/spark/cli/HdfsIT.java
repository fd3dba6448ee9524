package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.run.RunDirectory;
import org.mosnas.spark.tables.Tables;
import org.mosnas.spark.tables.TablesFolder;
import org.mosnas.spark.testing.Launcher;
import org.mosnas.spark.testing.Launcher.Outcome;

/** The main job with its text and its run directory on a real HDFS, by a user with a Turkish I. */
class HdfsIT {
  @TempDir private static Path folder;
  private static MiniDFSCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    cluster.waitActive();
  }

  @AfterAll
  static void stop() {
    cluster.shutdown();
  }

  @Test
  void runsAndTranslatesOnHdfs() throws Exception {
    Path settings = Files.writeString(folder.resolve("micro.conf"), MicroRun.SETTINGS);
    Path corpus = folder.resolve("corpus");
    succeed("corpus", "--out", corpus.toString(), "--conf", settings.toString());
    FileSystem hdfs = cluster.getFileSystem();
    String root = hdfs.getUri().toString();
    hdfs.copyFromLocalFile(
        new org.apache.hadoop.fs.Path(corpus.toUri()), new org.apache.hadoop.fs.Path("/the text"));
    String run = root + "/runs/nächtlich #1, 50%20";
    List<String> command = new ArrayList<>(List.of("run", "--run-dir", run));
    command.addAll(List.of("--conf", settings.toString()));
    for (String part : List.of("train", "valid", "test")) {
      String text = root + "/the text/" + part;
      command.addAll(
          List.of(
              "--set", String.format(Locale.ROOT, "prepare.%s.source=[\"%s.en\"]", part, text)));
      command.addAll(
          List.of(
              "--set", String.format(Locale.ROOT, "prepare.%s.target=[\"%s.de\"]", part, text)));
    }
    Outcome outcome = succeed(command.toArray(String[]::new));
    assertThat(outcome.out()).contains("searched, finetuned");
    try (InputStream in = hdfs.open(new org.apache.hadoop.fs.Path(run + "/run.json"))) {
      JsonNode record = new ObjectMapper().readTree(in);
      assertThat(record.at("/status").asText()).isEqualTo("succeeded");
      assertThat(record.at("/systems/0/scores/0/value").isNumber()).isTrue();
    }
    assertThat(hdfs.exists(new org.apache.hadoop.fs.Path(run + "/winner/weights.safetensors")))
        .isTrue();
    assertThat(hdfs.exists(new org.apache.hadoop.fs.Path(run + "/run.lock"))).isFalse();
    assertThat(
            TablesFolder.at(new org.apache.hadoop.fs.Path(run + "/tables"), new Configuration())
                .read(Tables.ROUNDS))
        .hasSize(10);
    Outcome listed = succeed("runs", root + "/runs");
    assertThat(listed.out()).containsPattern("nächtlich #1, 50%20 +succeeded ");
    Outcome translated =
        launcher().mosWithInput("the dog sees a cat\n", "translate", "--run-dir", run);
    assertThat(translated.exitCode()).as(translated.err()).isZero();
    assertThat(translated.out().split("\n", -1)).hasSize(2);
  }

  @Test
  void aLostMachineDoesNotKeepItsRunDirectory() throws Exception {
    FileSystem hdfs = cluster.getFileSystem();
    org.apache.hadoop.fs.Path run = new org.apache.hadoop.fs.Path("/runs/lost");
    try (OutputStream out = hdfs.create(new org.apache.hadoop.fs.Path(run, "run.lock"))) {
      String lock =
          "{\"host\": \"pod-a\", \"machine\": \"a\", \"pid\": 1, \"processStart\": 1,"
              + " \"command\": \"run\", \"leaseSeconds\": 1.5}";
      out.write(lock.getBytes(StandardCharsets.UTF_8));
    }
    List<String> notices = new ArrayList<>();
    RunDirectory.open(hdfs.getUri() + run.toString(), new Configuration(), "run", notices::add)
        .close();
    assertThat(notices)
        .last()
        .asString()
        .startsWith("taking over: the lease of mos run, process 1 on pod-a");
    assertThat(hdfs.listStatus(run)).isEmpty();
  }

  private static Outcome succeed(String... arguments) throws Exception {
    Outcome outcome = launcher().mos(arguments);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome;
  }

  private static Launcher launcher() {
    return new Launcher(folder, Launcher.locale(new Locale("tr", "TR")));
  }
}

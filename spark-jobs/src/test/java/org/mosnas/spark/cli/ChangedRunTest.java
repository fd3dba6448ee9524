package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.testing.SparkExtension;

/**
 * A run whose supernet is trained again: nothing that was made from the old one is gone on from.
 */
@ExtendWith(SparkExtension.class)
class ChangedRunTest {
  @TempDir private Path folder;

  @Test
  void nothingIsMadeFromASupernetThatIsNoMore(SparkSession unused) throws IOException {
    Path settings = Files.writeString(folder.resolve("micro.conf"), MicroRun.SETTINGS);
    succeed("run", "--conf=" + settings, "--set=train.rounds=2", "--set=finetune.rounds=2");
    assertThat(translate()).doesNotContain("warning");

    succeed("train", "--set=train.rounds=3");
    assertThat(translate())
        .contains("warning", "the winner is an earlier one, stage train was begun again since");

    // As if the search had been interrupted before the supernet was trained again.
    Files.delete(run().resolve("search/done.json"));
    Path unsearched = folder.resolve("unsearched");
    FileUtils.copyDirectory(run().toFile(), unsearched.toFile());
    String old = Files.readString(run().resolve("search/evolution.json"));
    assertThat(succeed("search", "--resume"))
        .contains("the stored generations are of another supernet, latency table or search");
    assertThat(Files.readString(run().resolve("search/evolution.json"))).isNotEqualTo(old);
    succeedIn(unsearched, "search");
    for (String file : List.of("evolution.json", "random.json")) {
      assertThat(run().resolve("search").resolve(file))
          .as("as if there had been no other search")
          .hasSameTextualContentAs(unsearched.resolve("search").resolve(file));
    }

    Files.delete(run().resolve("finetune/done.json"));
    assertThat(succeed("finetune", "--resume"))
        .contains("the checkpoints of finetune began with weights of another supernet");
    succeed("evaluate");
    assertThat(translate()).doesNotContain("warning");
  }

  private String translate() {
    return succeed("translate");
  }

  private String succeed(String command, String... options) {
    return succeedIn(run(), command, options);
  }

  private static String succeedIn(Path run, String command, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command, "--run-dir=" + run));
    arguments.addAll(List.of(options));
    InputStream in = System.in;
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setIn(new ByteArrayInputStream("the dog\n".getBytes(StandardCharsets.UTF_8)));
      System.setOut(
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
      System.setErr(print);
      int exitCode = MosCommandLine.create().run(arguments.toArray(String[]::new));
      assertThat(exitCode).as(said.toString(StandardCharsets.UTF_8)).isZero();
    } finally {
      System.setIn(in);
      System.setOut(out);
      System.setErr(err);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  private Path run() {
    return folder.resolve("run");
  }
}

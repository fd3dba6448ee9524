package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusCommandTest {
  private static final String[] SMALL = {
    "--kind=generated",
    "--set=corpus.sizes.train=50",
    "--set=corpus.sizes.valid=5",
    "--set=corpus.sizes.test=5"
  };

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void buildsInAFolderOfItsOwn() {
    Path corpus = folder.resolve("corpus");
    assertThat(run("--out=" + corpus)).as(err.toString()).isZero();
    assertThat(out.toString())
        .startsWith("generated corpus in " + corpus + "\n")
        .contains("train        50 sentence pairs  train.en train.de\n");
    assertThat(corpus.resolve("train.en")).exists();
  }

  @Test
  void buildsInARunDirectoryWhereLaterCommandsFindIt() throws IOException {
    Path directory = folder.resolve("run");
    assertThat(run("--run-dir=" + directory)).as(err.toString()).isZero();
    assertThat(directory.resolve("corpus/train.de")).exists();
    assertThat(directory.resolve("effective.conf")).content().contains("kind=generated");
    assertThat(
            new ObjectMapper()
                .readTree(directory.resolve("run.json").toFile())
                .at("/status")
                .asText())
        .isEqualTo("succeeded");
  }

  @Test
  void refusesWhatCannotBeBuilt() {
    assertThat(run("--out=" + folder, "--target=fr")).isEqualTo(2);
    assertThat(err.toString()).contains("the generated corpus is English to German");
    assertThat(run("--out=" + folder, "--source=English")).isEqualTo(2);
    assertThat(err.toString()).contains("\"English\" is no source language");
    assertThat(runAlone("--out=" + folder, "--kind=web")).isEqualTo(2);
    assertThat(err.toString()).contains("kind must be one of apt, generated, auto, was web");
    assertThat(run("--out=" + folder, "--run-dir=" + folder)).isEqualTo(2);
    assertThat(err.toString()).contains("mutually exclusive");
  }

  @Test
  void buildsTextWithALabelledTask() {
    Path corpus = folder.resolve("text");
    String[] arguments = {
      "--content=text",
      "--kind=generated",
      "--out=" + corpus,
      "--set=corpus.text.documents={train=20,valid=4,test=4}",
      "--set=corpus.text.examples={train=30,valid=10,test=20}"
    };
    assertThat(runAlone(arguments)).as(err.toString()).isZero();
    assertThat(out.toString())
        .startsWith("generated corpus in " + corpus + "\n")
        .contains("text.train.txt        30 labelled texts  topics.train.tsv\n")
        .contains("10 labelled texts  topics.dev.tsv\n");
    assertThat(corpus.resolve("topics.test.tsv")).content().startsWith("text\tlabel\n");
  }

  @Test
  void refusesTextThatCannotBeBuilt() {
    assertThat(runAlone("--content=books")).isEqualTo(2);
    assertThat(err.toString()).contains("--content must be parallel or text, was books");
    assertThat(runAlone("--content=text", "--run-dir=" + folder)).isEqualTo(2);
    assertThat(err.toString()).contains("--content text is English and goes to --out");
    assertThat(runAlone("--content=text", "--target=de")).isEqualTo(2);
    assertThat(runAlone("--content=text", "--set=corpus.text.examples.test=-1")).isEqualTo(2);
    assertThat(err.toString()).contains("text.examples.test must not be negative, was -1");
  }

  private int run(String... arguments) {
    String[] all = Arrays.copyOf(SMALL, SMALL.length + arguments.length);
    System.arraycopy(arguments, 0, all, SMALL.length, arguments.length);
    return runAlone(all);
  }

  private int runAlone(String... arguments) {
    MosCommandLine commandLine = MosCommandLine.create();
    commandLine.picocli().setOut(new PrintWriter(out, true));
    commandLine.picocli().setErr(new PrintWriter(err, true));
    String[] all = new String[1 + arguments.length];
    all[0] = "corpus";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return commandLine.run(all);
  }
}

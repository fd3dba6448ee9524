package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.masked.MaskedLanguageModelTask;
import org.mosnas.spark.masked.prepare.EnglishText;
import org.mosnas.spark.testing.SparkExtension;

/** A BERT learns a made-up English, from raw text to a table, with the commands of everybody. */
@ExtendWith(SparkExtension.class)
class MaskedLanguageModelTest {
  private static final String SETTINGS =
      """
      mosnas {
        task = masked-language-model
        space {
          family = bert, embed = 64, hidden = [64, 32], heads = [2], ffn = 128, layers = [2]
          positions = 32, reference-length = 32
        }
        text { train = "TEXT", length = 32, shards = 4, holdout { valid = 40, test = 60 } }
        wordpiece.size = 128
        model.mixture { experts = 2, hidden-size = 8 }
        train {
          rounds = 4, updates-per-round = 90, max-tokens = 512, max-length = 32
          learning-rate { peak = 3e-3, warmup-updates = 20 }, dropout.residual = 0
        }
        finetune {
          rounds = 2, updates-per-round = 60, learning-rate { peak = 1e-3, warmup-updates = 5 }
        }
        validation.sentences = 60
        search {
          limit { latency-fraction = null, parameters = 1000000 }
          evolution { population = 4, parents = 1, mutations = 2, crossovers = 1, generations = 2 }
        }
        profile { rounds = 3, warm-up-rounds = 2, calibration { networks = 0, rounds = 3 } }
      }
      """;

  @TempDir private Path folder;

  @Test
  void isTrainedProfiledSearchedAndEvaluated(SparkSession spark) throws IOException {
    String text = new EnglishText(folder).write("a.txt", EnglishText.documents(900, 1));
    Path settings = Files.writeString(folder.resolve("mlm.conf"), settings(text));
    String run = folder.resolve("run").toString();
    assertThat(mos("run", "--run-dir", run, "--conf", settings.toString())).isZero();
    String table = Files.readString(folder.resolve("run/evaluate/table.txt"));
    assertThat(table)
        .contains("masked accuracy %", "perplexity", "largest, inherited weights")
        .containsPattern("masked accuracy and perplexity of [\\d,]+ hidden pieces");
    double frequent = score(table, "most frequent piece", 0);
    assertThat(score(table, "searched, finetuned", 0)).as(table).isGreaterThan(frequent + 3);
    assertThat(score(table, "searched, finetuned", 1))
        .as(table)
        .isLessThan(score(table, "most frequent piece", 1) - 2);
    assertThat(folder.resolve("run/data/vocab.txt")).content().startsWith("[PAD]\n[UNK]\n[CLS]\n");
    assertThat(folder.resolve("run/data/tokenizer.json")).content().contains("\"WordPiece\"");
    float[] frequencies =
        new MaskedLanguageModelTask()
            .open(new org.apache.hadoop.fs.Path(run, "data"), new Configuration())
            .answerFrequencies(spark)
            .orElseThrow();
    double sum =
        IntStream.range(0, frequencies.length).mapToDouble(i -> Math.exp(frequencies[i])).sum();
    assertThat(sum).isCloseTo(1, within(1e-5));
    assertThat(mos("run", "--run-dir", run, "--resume")).isZero();
    assertThat(mos("report", run)).isZero();
    assertThat(folder.resolve("run/report.html"))
        .content()
        .contains("most frequent piece", "</html>");
    CommandRun exported = CommandRun.of(Tenants.all(), "export", "--run-dir", run);
    assertThat(exported.code()).isEqualTo(2);
    assertThat(exported.said())
        .contains(
            "a run whose winner learnt the task masked-language-model cannot be exported as bundle;"
                + " finetune it on another task, with mosnas.finetune.task");
  }

  @Test
  void badTextEndsTheCommandWithItsExitCode() throws IOException {
    Path bad = Files.write(folder.resolve("bad.txt"), new byte[] {'a', '\n', (byte) 0xe9, '\n'});
    Path settings = Files.writeString(folder.resolve("mlm.conf"), settings(bad.toString()));
    String run = folder.resolve("bad").toString();
    assertThat(mos("prepare", "--run-dir", run, "--conf", settings.toString())).isEqualTo(4);
    assertThat(
            mos(
                "prepare",
                "--run-dir",
                run + "2",
                "--conf",
                settings.toString(),
                "--set",
                "text.train=/nowhere/text.txt"))
        .isEqualTo(4);
  }

  private static String settings(String text) {
    return SETTINGS.replace("TEXT", text);
  }

  /** The score in a column of a system's row. */
  private static double score(String table, String system, int column) {
    String row = table.lines().filter(line -> line.startsWith(system)).findFirst().orElseThrow();
    String[] cells = row.substring(system.length()).replaceAll("±[\\d.]+", "").strip().split(" +");
    return Double.parseDouble(cells[column]);
  }

  private static int mos(String... arguments) {
    return MosCommandLine.create(Tenants.all()).run(arguments);
  }
}

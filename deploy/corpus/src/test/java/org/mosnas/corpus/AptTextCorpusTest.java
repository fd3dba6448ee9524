package org.mosnas.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.corpus.text.CorpusSplit;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;

class AptTextCorpusTest {
  @TempDir Path folder;

  @Test
  void buildsTextAndTopicsFromDebianPackages() throws IOException {
    boolean wanted = Boolean.getBoolean("mosnas.test.apt");
    if (!wanted) {
      System.out.println("skipped: set -Dmosnas.test.apt=true to download packages with apt");
    }
    assumeTrue(wanted);
    TextCorpusSettings settings =
        new TextCorpusSettings(
            new TextRequest(new Sizes(0, 0, 0), new Sizes(0, 0, 0), 0),
            CorpusKind.APT,
            Path.of(System.getProperty("mosnas.test.out", folder.resolve("out").toString())),
            Path.of(System.getProperty("mosnas.test.cache", folder.resolve("cache").toString())));
    TextCorpusResult result = TextCorpus.build(settings, System.out::println);
    assertThat(result.lines().get("topics.train.tsv")).isGreaterThan(3_000);
    assertThat(result.lines().get("text.train.txt")).isGreaterThan(10_000);
    TextCorpusFiles files = TextCorpusFiles.in(result);
    files.assertSound();
    for (CorpusSplit split : CorpusSplit.values()) {
      System.out.println(split.label() + ": " + files.labels(split));
    }
  }
}

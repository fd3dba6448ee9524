package org.mosnas.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;

class AptCorpusTest {
  @TempDir Path folder;

  @Test
  void buildsTheHelpCorpusFromDebianPackages() {
    boolean wanted = Boolean.getBoolean("mosnas.test.apt");
    if (!wanted) {
      System.out.println("skipped: set -Dmosnas.test.apt=true to download packages with apt");
    }
    assumeTrue(wanted);
    CorpusSettings settings =
        new CorpusSettings(
            new CorpusRequest(
                System.getProperty("mosnas.test.source", "en-us"),
                System.getProperty("mosnas.test.target", "de"),
                new Sizes(0, 0, 0),
                0),
            CorpusKind.APT,
            Path.of(System.getProperty("mosnas.test.out", folder.resolve("out").toString())),
            Path.of(System.getProperty("mosnas.test.cache", folder.resolve("cache").toString())));
    CorpusResult result = CorpusBuilder.build(settings, System.out::println);
    assertThat(result.lines().get("train")).isGreaterThan(20_000);
  }
}

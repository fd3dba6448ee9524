package org.mosnas.spark.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigurationDocsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/configuration.md");

  @Test
  void pageIsWhatTheReferenceFilesSay() throws IOException {
    List<Path> references =
        Stream.of(
                "spark-jobs/src/main/resources/reference.conf",
                "deploy/corpus/src/main/resources/reference.conf",
                "model/src/main/resources/reference.conf",
                "search/src/main/resources/reference.conf",
                "spark-jobs/src/main/resources/org/mosnas/spark/masked/masked-language-model.conf",
                "spark-jobs/src/main/resources/org/mosnas/spark/labelled/labelled.conf")
            .map(ROOT::resolve)
            .toList();
    String expected = ConfigurationDocs.page(references);
    if ("write".equals(System.getProperty("mosnas-docs"))) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, expected);
    }
    assertThat(PAGE)
        .as("docs/configuration.md; its introduction says how to write it anew")
        .hasContent(expected);
  }
}

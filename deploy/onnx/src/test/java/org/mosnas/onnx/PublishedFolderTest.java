package org.mosnas.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.family.PublishedNetwork;
import org.mosnas.model.family.bert.BertShape;
import org.mosnas.model.family.bert.BertSpec;
import org.mosnas.model.family.bert.published.PublishedConfig;
import org.mosnas.model.family.bert.published.PublishedWeights;

/**
 * Writes the published encoder that {@code conf/bert-minilm.conf} starts from: with {@code
 * -Dmosnas-published=DIR} into that folder, to be kept, otherwise into one that goes.
 */
class PublishedFolderTest {
  @TempDir private Path anywhere;

  @Test
  void theFolderHoldsTheEncoderAndItsTokenizer() throws IOException {
    String wanted = System.getProperty("mosnas-published", "");
    Path folder = wanted.isEmpty() ? anywhere : Files.createDirectories(Path.of(wanted));
    PublishedFolder.write(folder);
    PublishedConfig config =
        PublishedConfig.parse(
            Files.readString(folder.resolve(PublishedConfig.FILE)), PublishedConfig.FILE);
    try (InputStream in = Files.newInputStream(folder.resolve(PublishedWeights.FILE))) {
      PublishedNetwork published = PublishedWeights.read(in, PublishedWeights.FILE, config, 1);
      assertThat(published.hasTokenHead()).isFalse();
      assertThat(published.network().shape())
          .isEqualTo(BertShape.of(BertSpec.homogeneous(6, 384, 12, 1536), 30_522, 512));
    }
    assertThat(folder.resolve("tokenizer.json")).content().contains("[MASK]");
  }
}

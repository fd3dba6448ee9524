package org.mosnas.spark.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mosnas.spark.corpus.CorpusManifest.SourcePackage;
import org.mosnas.spark.corpus.CorpusManifest.TextFile;
import org.mosnas.spark.corpus.text.SplitSizes;
import org.mosnas.spark.testing.Fixtures;

class CorpusManifestTest {
  @Test
  void givesBackWhatItWasGiven() throws JsonProcessingException {
    assertThat(CorpusManifest.fromJson(manifest().toJson())).isEqualTo(manifest());
  }

  @Test
  void manifestsOfVersionOneAreStillRead() throws IOException {
    String text =
        Files.readString(Fixtures.localOfVersionOne(CorpusManifestTest.class, "manifest.json"));
    assertThat(CorpusManifest.fromJson(text)).isEqualTo(manifest());
  }

  @Test
  void refusesHalfAManifest() {
    String text = manifest().toJson().replace("\"licence\"", "\"license\"");
    assertThatThrownBy(() -> CorpusManifest.fromJson(text))
        .isInstanceOf(JsonProcessingException.class);
  }

  static CorpusManifest manifest() {
    Map<String, Integer> dropped = new LinkedHashMap<>();
    dropped.put("duplicate", 3);
    dropped.put("too-long", 1);
    return new CorpusManifest(
        CorpusKind.APT,
        new CorpusRequest("en-us", "de", new SplitSizes(200, 10, 0), 7),
        1,
        "MPL-2.0",
        "Somebody's text, aligned",
        List.of(new SourcePackage("libreoffice-help-de", "4:7.4", "ab".repeat(32))),
        Map.of("train", 190),
        dropped,
        List.of(new TextFile("train.en", 12_345_678_901L, "cd".repeat(32))));
  }
}

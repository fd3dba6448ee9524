package org.mosnas.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mosnas.corpus.CorpusManifest.SourcePackage;
import org.mosnas.corpus.CorpusManifest.TextFile;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;

class CorpusManifestTest {
  @Test
  void givesBackWhatItWasGiven() throws JsonProcessingException {
    assertThat(CorpusManifest.fromJson(manifest().toJson())).isEqualTo(manifest());
  }

  @Test
  void manifestsOfVersionOneAreStillRead() throws IOException, URISyntaxException {
    URI file = CorpusManifestTest.class.getResource("v1/manifest.json").toURI();
    String text = Files.readString(Path.of(file));
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
        new CorpusRequest("en-us", "de", new Sizes(200, 10, 0), 7),
        1,
        "MPL-2.0",
        "Somebody's text, aligned",
        List.of(new SourcePackage("libreoffice-help-de", "4:7.4", "ab".repeat(32))),
        Map.of("train", 190),
        dropped,
        List.of(new TextFile("train.en", 12_345_678_901L, "cd".repeat(32))));
  }
}

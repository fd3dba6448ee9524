package org.mosnas.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;
import org.mosnas.model.error.MosnasException;

class CorpusRequestTest {
  @Test
  void suffixesAreLanguagesWithoutRegionUnlessAmbiguous() {
    assertThat(request("en-us", "de").sourceSuffix()).isEqualTo("en");
    assertThat(request("en-us", "zh-cn").targetSuffix()).isEqualTo("zh");
    assertThat(request("pt", "pt-br").sourceSuffix()).isEqualTo("pt");
    assertThat(request("pt", "pt-br").targetSuffix()).isEqualTo("pt-br");
  }

  @Test
  void refusesWhatIsNoLanguagePair() {
    assertThatThrownBy(() -> request("en-us", "en-us"))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("both en-us");
    assertThatThrownBy(() -> request("en-us", "../de"))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("\"../de\" is no target language");
    assertThatThrownBy(() -> request("English", "de")).isInstanceOf(MosnasException.class);
  }

  private static CorpusRequest request(String source, String target) {
    return new CorpusRequest(source, target, new Sizes(0, 0, 0), 0);
  }
}

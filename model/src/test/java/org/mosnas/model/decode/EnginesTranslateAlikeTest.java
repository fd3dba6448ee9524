package org.mosnas.model.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.memory.Arena;

class EnginesTranslateAlikeTest {
  @Test
  void beamSearchGivesTheSameTranslationsOnBothEngines() {
    try (Engine sameDiff = EngineKind.SAMEDIFF.open()) {
      Arena.Mark mark = sameDiff.workbench().arena().mark();
      for (int seed = 0; seed < 6; seed++) {
        DecodeSettings settings = new DecodeSettings(1 + seed % 4, 0.6, 0.5, 5);
        try (TinyTranslation tiny = new TinyTranslation(24, seed);
            Translator tape = tiny.cached(settings);
            Translator other = Translator.on(sameDiff, tiny.network(), tiny.weights(), settings)) {
          List<int[]> sources = TinyTranslation.sources(4, 7, seed);
          Hypotheses.assertSame("seed " + seed, other.translate(sources), tape.translate(sources));
        }
      }
      assertThat(sameDiff.workbench().arena().mark()).isEqualTo(mark);
    }
  }
}

package org.mosnas.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.decode.DecodeSettings;
import org.mosnas.model.decode.Hypothesis;
import org.mosnas.model.decode.TinyTranslation;
import org.mosnas.model.decode.Translator;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.export.TranslationGraphs;
import org.mosnas.model.family.translation.DecoderLayerSpec;

class OnnxModelTest {
  private static final int SPECS = 24;

  /** Scores this close are a matter of rounding. */
  private static final double TIE = 1e-5;

  @TempDir private Path folder;

  @Test
  void teacherForcedScoresAreThoseOfTheEngineForRandomSubnetsAndLengths() throws Exception {
    Set<Integer> attended = new HashSet<>();
    for (int seed = 0; seed < SPECS; seed++) {
      try (TinyNetwork tiny = new TinyNetwork(seed);
          OnnxModel model = tiny.export(folder)) {
        tiny.spec().decoder().stream().map(DecoderLayerSpec::attendedLayers).forEach(attended::add);
        List<int[]> sources = TinyTranslation.sources(4, 9, seed);
        List<int[]> prefixes = tiny.prefixes(4, 8, seed);
        float[][] expected = tiny.logits(sources, prefixes);
        for (TargetScorer.Padding padding : TargetScorer.Padding.values()) {
          float[][] actual = new TargetScorer(model).logits(sources, prefixes, padding);
          for (int b = 0; b < sources.size(); b++) {
            assertThat(actual[b])
                .as("seed %d, sentence %d, padding %s, %s", seed, b, padding, tiny.spec())
                .containsExactly(expected[b], within(1e-4f));
          }
        }
      }
    }
    assertThat(attended).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void scoresWithACacheAreThoseOfTeacherForcing() throws Exception {
    for (int seed = 0; seed < SPECS; seed++) {
      try (TinyNetwork tiny = new TinyNetwork(seed);
          OnnxModel model = tiny.export(folder)) {
        List<int[]> sources = TinyTranslation.sources(3, 7, seed);
        List<int[]> prefixes = tiny.prefixes(3, 7, seed);
        float[][] expected = tiny.logits(sources, prefixes);
        for (int b = 0; b < sources.size(); b++) {
          float[] actual = new TargetScorer(model).stepByStep(sources.get(b), prefixes.get(b));
          assertThat(actual)
              .as("seed %d, sentence %d, %s", seed, b, tiny.spec())
              .containsExactly(expected[b], within(1e-4f));
        }
      }
    }
  }

  @Test
  void searchesFindTheTranslationsOfTheEngine() throws Exception {
    int translated = 0;
    for (int seed = 0; seed < SPECS; seed++) {
      DecodeSettings settings = new DecodeSettings(1 + seed % 5, 0.6, 0.7, 6);
      try (TinyNetwork tiny = new TinyNetwork(seed);
          OnnxModel model = tiny.export(folder);
          Translator expected = tiny.translator(settings);
          Translator actual = model.translator(settings)) {
        for (int batch = 0; batch < 3; batch++) {
          List<int[]> sources = TinyTranslation.sources(1 + 4 * batch, 9, 7 * seed + batch);
          assertSame(
              actual.translate(sources),
              expected.translate(sources),
              String.format(Locale.ROOT, "seed %d, batch %d, %s", seed, batch, tiny.spec()));
          translated += sources.size();
        }
      }
    }
    assertThat(translated).isEqualTo(15 * SPECS);
  }

  @Test
  void aSourceLongerThanTheTableOfPositionsIsRefused() throws Exception {
    try (TinyNetwork tiny = new TinyNetwork(1);
        OnnxModel model = tiny.export(folder);
        Translator translator = model.translator(DecodeSettings.greedy())) {
      List<int[]> tooLong = TinyTranslation.sources(1, TranslationGraphs.MAX_POSITIONS + 1, 1);
      assertThatThrownBy(() -> translator.translate(tooLong))
          .isInstanceOf(MosnasException.class)
          .hasMessage(
              "a source of 1025 tokens is longer than the exported model can take, which is 1024;"
                  + " split the line, or limit translations with max-length");
    }
  }

  @Test
  void aTranslationEndsWithTheTableOfPositions() throws Exception {
    try (TinyNetwork tiny = new TinyNetwork(1);
        OnnxModel model = tiny.export(folder);
        Translator translator = model.translator(new DecodeSettings(1, 1, 2, 10))) {
      List<int[]> sources = TinyTranslation.sources(2, TranslationGraphs.MAX_POSITIONS, 1);
      List<int[]> translations = translator.best(sources, 2);
      assertThat(translations.get(0)).hasSize(TranslationGraphs.MAX_POSITIONS - 1);
      assertThat(translations.get(1)).isEqualTo(translator.best(sources.subList(1, 2), 1).get(0));
    }
  }

  @Test
  void aLackOfMemoryIsNoBugOfOurs() {
    String[] lacks = {
      "Error code - ORT_RUNTIME_EXCEPTION - message: bfc_arena.cc:376 Failed to allocate memory for"
          + " requested buffer of size 16777216",
      "Error code - ORT_FAIL - message: std::bad_alloc"
    };
    for (String lack : lacks) {
      assertThat(OnnxScorer.failure("the encoder", new OrtException(lack)))
          .isInstanceOfSatisfying(
              MosnasException.class,
              failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.RESOURCES))
          .hasMessageStartingWith("the encoder got no memory");
    }
    assertThat(OnnxScorer.failure("the decoder", new OrtException("Invalid rank for input")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsNoGraphIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("text.onnx"), "no graph");
    assertThatThrownBy(() -> OnnxModel.open(text, text, 1))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(text + ": not a graph of a bundle (")
        .hasMessageEndingWith("; export the run again");
    assertThatThrownBy(() -> OnnxModel.open(folder.resolve("none"), text, 1))
        .hasMessage("no such file: " + folder.resolve("none"));
  }

  @Test
  void theEncoderInPlaceOfTheDecoderIsRefused() throws Exception {
    try (TinyNetwork tiny = new TinyNetwork(1)) {
      tiny.export(folder).close();
      Path encoder = folder.resolve("encoder.onnx");
      assertThatThrownBy(() -> OnnxModel.open(encoder, encoder, 1))
          .isInstanceOf(BadDataException.class)
          .hasMessage(
              encoder + ": not a graph of a bundle (no input past_key_0); export the run again");
    }
  }

  @Test
  void exportingTwiceGivesTheSameBytes() throws Exception {
    for (int seed = 0; seed < 3; seed++) {
      List<List<byte[]>> exports = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        try (TinyNetwork tiny = new TinyNetwork(seed)) {
          tiny.export(folder).close();
          exports.add(
              List.of(
                  Files.readAllBytes(folder.resolve("encoder.onnx")),
                  Files.readAllBytes(folder.resolve("decoder.onnx"))));
        }
      }
      assertThat(exports.get(0).get(0)).isEqualTo(exports.get(1).get(0));
      assertThat(exports.get(0).get(1)).isEqualTo(exports.get(1).get(1));
    }
  }

  /** The same tokens, but where the scores of two hypotheses are so close that rounding decides. */
  private static void assertSame(
      List<List<Hypothesis>> actual, List<List<Hypothesis>> expected, String about) {
    assertThat(actual).as(about).hasSameSizeAs(expected);
    for (int b = 0; b < expected.size(); b++) {
      List<Hypothesis> found = actual.get(b);
      List<Hypothesis> known = expected.get(b);
      assertThat(found).as(about).hasSameSizeAs(known);
      for (int rank = 0; rank < known.size(); rank++) {
        Hypothesis one = known.get(rank);
        assertThat(found.get(rank).score()).as(about).isCloseTo(one.score(), within(TIE));
        if (known.stream().filter(h -> Math.abs(h.score() - one.score()) <= 2 * TIE).count() == 1) {
          assertThat(found.get(rank).ids()).as(about).isEqualTo(one.ids());
        }
      }
    }
  }
}

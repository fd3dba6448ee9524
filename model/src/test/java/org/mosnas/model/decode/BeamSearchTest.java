package org.mosnas.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosnas.model.decode.UncachedScorer.PrefixModel;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;

class BeamSearchTest {
  private static final List<int[]> ONE_SOURCE = List.of(new int[] {5, 2});

  @Test
  void findsWhatAPlainSearchByTheSameRulesFinds() {
    for (int seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int vocabulary = random.nextInt(4, 12);
      DecodeSettings settings =
          new DecodeSettings(
              random.nextInt(1, 6),
              new double[] {0, 0.6, 1}[random.nextInt(3)],
              random.nextInt(3) / 2.0,
              random.nextInt(1, 5));
      RandomModel model = new RandomModel(vocabulary, seed);
      List<int[]> sources =
          IntStream.range(0, random.nextInt(1, 5)).mapToObj(b -> source(random)).toList();
      List<List<Hypothesis>> found = search(model, settings, sources);
      for (int b = 0; b < sources.size(); b++) {
        int[] source = sources.get(b);
        int maxLength = settings.maxLength(source.length);
        PlainSearch plain =
            new PlainSearch(prefix -> model.scores(source, prefix), settings, maxLength);
        check("seed " + seed + " " + settings, settings, found.get(b), plain.beam());
      }
    }
  }

  @Test
  void aBeamAsWideAsThereAreTranslationsFindsAllOfThem() {
    for (int seed = 0; seed < 20; seed++) {
      DecodeSettings settings = new DecodeSettings(400, 0.6, 0, 3);
      RandomModel model = new RandomModel(7, seed);
      PlainSearch plain =
          new PlainSearch(prefix -> model.scores(ONE_SOURCE.get(0), prefix), settings, 3);
      List<PlainSearch.Scored> all = plain.all();
      assertThat(all).hasSize(5 + 25 + 125);
      List<Hypothesis> found = search(model, settings, ONE_SOURCE).get(0);
      assertThat(found).hasSameSizeAs(all);
      for (int i = 0; i < all.size(); i++) {
        assertThat(found.get(i).score()).isCloseTo(all.get(i).score(0.6), within(1e-5));
      }
      assertThat(found.stream().map(h -> Arrays.toString(h.ids())))
          .containsExactlyInAnyOrderElementsOf(
              all.stream().map(s -> Arrays.toString(s.ids())).toList());
    }
  }

  @Test
  void aSentenceEndIsTakenOnlyAmongTheBestOfTheBeam() {
    // After 4, the end is third: above the beam of two it does not count, within three it does.
    PrefixModel model =
        table(
            Map.of(
                List.of(2), row(4, 0.9),
                List.of(2, 4), row(5, 0.4, 6, 0.3, 2, 0.2),
                List.of(2, 4, 5), row(2, 0.9),
                List.of(2, 4, 6), row(2, 0.9)));
    assertThat(ids(search(model, new DecodeSettings(2, 0, 0, 5), ONE_SOURCE)))
        .containsExactly("[4, 5]", "[4, 6]");
    assertThat(ids(search(model, new DecodeSettings(3, 0, 0, 5), ONE_SOURCE))).contains("[4]");
  }

  @Test
  void padIsNeverChosenAndNoTranslationIsEmpty() {
    PrefixModel model =
        table(
            Map.of(
                List.of(2), row(1, 0.5, 2, 0.4, 7, 0.05),
                List.of(2, 7), row(1, 0.9, 2, 0.05)));
    List<Hypothesis> found = search(model, DecodeSettings.greedy(), ONE_SOURCE).get(0);
    assertThat(ids(List.of(found))).containsExactly("[7]");
    // What is forbidden keeps its share of the probability.
    assertThat(found.get(0).tokenLogProbabilities())
        .containsExactly(new double[] {Math.log(0.05), Math.log(0.05)}, within(1e-5));
  }

  @Test
  void everyPrefixEndsAtTheLengthLimit() {
    PrefixModel model = (sources, prefixes, reader) -> constant(row(4, 0.6), prefixes, reader);
    DecodeSettings settings = new DecodeSettings(1, 1, 1, 1);
    List<List<Hypothesis>> found =
        search(model, settings, List.of(new int[] {5, 2}, new int[] {5, 6, 7, 2}));
    assertThat(ids(found)).containsExactly("[4, 4, 4]", "[4, 4, 4, 4, 4]");
  }

  @Test
  void equalCandidatesGoToTheBetterPrefixAndTheLowerToken() {
    PrefixModel model = (sources, prefixes, reader) -> constant(new float[9], prefixes, reader);
    assertThat(ids(search(model, new DecodeSettings(3, 0, 0, 2), ONE_SOURCE)))
        .containsExactly("[0]", "[0, 0]", "[0, 3]");
  }

  @Test
  void finishedSentencesLeaveTheBatch() {
    // Source 5 ends after one token, source 6 after three.
    PrefixModel model =
        (sources, prefixes, reader) -> {
          boolean longer = prefixes.get(0).length > 2;
          assertThat(sources).hasSize(longer ? 1 : 2);
          try (Memory memory = Memory.allocate(9L * sources.size())) {
            Matrix matrix = memory.view(0, sources.size(), 9);
            for (int r = 0; r < sources.size(); r++) {
              int tokens = prefixes.get(r).length - 1;
              boolean ends = tokens == (sources.get(r)[0] == 5 ? 1 : 3);
              matrix.rows(r, 1).assign(ends ? row(2, 0.9) : row(8, 0.9));
            }
            reader.accept(matrix);
          }
        };
    assertThat(
            ids(
                search(
                    model, DecodeSettings.greedy(), List.of(new int[] {5, 2}, new int[] {6, 2}))))
        .containsExactly("[8]", "[8, 8, 8]");
  }

  @Test
  void refusesScoresThatAreNoNumbers() {
    float[] damaged = new float[9];
    damaged[6] = Float.NaN;
    PrefixModel model = (sources, prefixes, reader) -> constant(damaged, prefixes, reader);
    assertThatThrownBy(() -> search(model, DecodeSettings.greedy(), ONE_SOURCE))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("token 1")
        .extracting(e -> ((MosnasException) e).kind())
        .isEqualTo(ErrorKind.DATA);
  }

  private static void check(
      String about,
      DecodeSettings settings,
      List<Hypothesis> found,
      List<PlainSearch.Scored> plain) {
    assertThat(found).as(about).hasSameSizeAs(plain);
    for (int i = 0; i < plain.size(); i++) {
      Hypothesis hypothesis = found.get(i);
      assertThat(hypothesis.ids()).as(about).isEqualTo(plain.get(i).ids());
      assertThat(hypothesis.score())
          .as(about)
          .isCloseTo(plain.get(i).score(settings.lengthPenalty()), within(1e-5));
      assertThat(hypothesis.tokenLogProbabilities()).hasSize(hypothesis.ids().length + 1);
      assertThat(Arrays.stream(hypothesis.tokenLogProbabilities()).sum())
          .as(about)
          .isCloseTo(hypothesis.logProbability(), within(1e-9));
    }
  }

  private static List<List<Hypothesis>> search(
      PrefixModel model, DecodeSettings settings, List<int[]> sources) {
    return new BeamSearch(settings).run(new UncachedScorer(model), sources);
  }

  private static int[] source(SplittableRandom random) {
    int[] source = random.ints(random.nextInt(1, 5), 3, 9).toArray();
    source[source.length - 1] = 2;
    return source;
  }

  private static List<String> ids(List<List<Hypothesis>> found) {
    return found.stream().flatMap(List::stream).map(h -> Arrays.toString(h.ids())).toList();
  }

  /**
   * Log-probabilities of nine tokens: those given as token, probability, …; the others share the
   * rest.
   */
  private static float[] row(double... tokensAndProbabilities) {
    double[] probabilities = new double[9];
    double rest = 1;
    for (int i = 0; i < tokensAndProbabilities.length; i += 2) {
      probabilities[(int) tokensAndProbabilities[i]] = tokensAndProbabilities[i + 1];
      rest -= tokensAndProbabilities[i + 1];
    }
    double share = rest / (9 - tokensAndProbabilities.length / 2);
    float[] logs = new float[9];
    for (int i = 0; i < 9; i++) {
      logs[i] = (float) Math.log(probabilities[i] == 0 ? share : probabilities[i]);
    }
    return logs;
  }

  private static PrefixModel table(Map<List<Integer>, float[]> rows) {
    return (sources, prefixes, reader) -> {
      try (Memory memory = Memory.allocate(9L * prefixes.size())) {
        Matrix matrix = memory.view(0, prefixes.size(), 9);
        for (int r = 0; r < prefixes.size(); r++) {
          List<Integer> prefix = Arrays.stream(prefixes.get(r)).boxed().toList();
          matrix.rows(r, 1).assign(rows.getOrDefault(prefix, new float[9]));
        }
        reader.accept(matrix);
      }
    };
  }

  private static void constant(float[] row, List<int[]> prefixes, Consumer<Matrix> reader) {
    try (Memory memory = Memory.allocate((long) row.length * prefixes.size())) {
      Matrix matrix = memory.view(0, prefixes.size(), row.length);
      for (int r = 0; r < prefixes.size(); r++) {
        matrix.rows(r, 1).assign(row);
      }
      reader.accept(matrix);
    }
  }
}

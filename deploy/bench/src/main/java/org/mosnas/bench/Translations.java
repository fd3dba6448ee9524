package org.mosnas.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mosnas.model.decode.DecodeSettings;
import org.mosnas.model.decode.Hypothesis;
import org.mosnas.model.decode.Translator;
import org.mosnas.model.family.translation.TokenBatch;

/** Sources to translate, and what came out as numbers that can be compared. */
final class Translations {
  private Translations() {}

  static List<int[]> sources(BenchCase bench) {
    TokenBatch batch = bench.data();
    List<int[]> sources = new ArrayList<>();
    int start = 0;
    for (int length : batch.sourceLengths()) {
      sources.add(Arrays.copyOfRange(batch.source(), start, start + length));
      start += length;
    }
    return sources;
  }

  static DecodeSettings settings(BenchCase bench) {
    return new DecodeSettings(bench.batch().beam(), 1, 0, bench.batch().longest());
  }

  /** The best translations: for each its length, then its tokens. */
  static double[] best(Translator translator, List<int[]> sources) {
    List<Double> numbers = new ArrayList<>();
    for (List<Hypothesis> hypotheses : translator.translate(sources)) {
      int[] ids = hypotheses.get(0).ids();
      numbers.add((double) ids.length);
      Arrays.stream(ids).forEach(id -> numbers.add((double) id));
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}

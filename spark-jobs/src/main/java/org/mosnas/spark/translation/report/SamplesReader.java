package org.mosnas.spark.translation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.metric.Chrf;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.search.report.content.TranslationSamples;
import org.mosnas.search.report.content.TranslationSamples.Sample;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.ParquetFiles;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StoredRun;

/** Some translations of the test set, at equal distances from the worst to the best. */
final class SamplesReader {
  private static final int SAMPLES = 8;
  private static final String WINNER = RunLayout.translations(EvaluatedSystem.WINNER);

  private static final Chrf CHRF = new Chrf();

  /** Files of the stage evaluate, and what the systems are called. */
  private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

  static {
    SYSTEMS.put("winner", "winner");
    SYSTEMS.put("searched-inherited", "winner, inherited");
    SYSTEMS.put("from-scratch", "winner, from scratch");
    SYSTEMS.put("random-search-inherited", "random search");
    SYSTEMS.put("largest-inherited", "largest");
    SYSTEMS.put("smallest-inherited", "smallest");
    SYSTEMS.put("translation-memory", "translation memory");
  }

  private final StoredRun run;

  SamplesReader(StoredRun run) {
    this.run = run;
  }

  /** A test sentence as given. */
  private record Given(long id, String source, String reference) {}

  Part<TranslationSamples> read() {
    return run.part(WINNER, "evaluate", this::samples);
  }

  private TranslationSamples samples() {
    List<Given> given = given();
    Map<String, List<String>> translations = new LinkedHashMap<>();
    SYSTEMS.forEach(
        (file, title) -> {
          String relative = RunLayout.translations(file);
          if (run.has(relative)) {
            translations.put(title, lines(relative, given.size()));
          }
        });
    List<String> winner = translations.get("winner");
    double[] chrf =
        IntStream.range(0, given.size())
            .mapToDouble(i -> score(winner.get(i), given.get(i).reference()))
            .toArray();
    List<Integer> worstFirst =
        IntStream.range(0, given.size())
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> chrf[i]).thenComparing(i -> i))
            .toList();
    List<Sample> samples = new ArrayList<>();
    int count = Math.min(SAMPLES, given.size());
    for (int k = 0; k < count; k++) {
      int rank = count == 1 ? 0 : k * (given.size() - 1) / (count - 1);
      int i = worstFirst.get(rank);
      Given sentence = given.get(i);
      samples.add(
          new Sample(
              sentence.id() + 1,
              sentence.source(),
              sentence.reference(),
              translations.values().stream().map(lines -> lines.get(i)).toList(),
              chrf[i]));
    }
    return new TranslationSamples(List.copyOf(translations.keySet()), given.size(), samples);
  }

  private static double score(String translation, String reference) {
    return CHRF.value(CHRF.statistics(translation, reference));
  }

  private List<Given> given() {
    List<Given> given = new ArrayList<>();
    for (Path file : run.parquet().in(run.path(RunLayout.TEST_PAIRS))) {
      run.parquet().read(file, row -> given.add(sentence(row)));
    }
    given.sort(Comparator.comparingLong(Given::id));
    return given;
  }

  private static Given sentence(Group row) {
    return new Given(
        row.getLong("id", 0),
        ParquetFiles.text(row, "source_text"),
        ParquetFiles.text(row, "target_text"));
  }

  private List<String> lines(String relative, int expected) {
    List<String> lines = run.files().readLines(run.path(relative));
    if (lines.size() != expected) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s has %d lines, the test set %d sentences; run \"mos evaluate\" again",
              relative,
              lines.size(),
              expected));
    }
    return lines;
  }
}

package org.mosnas.spark.translation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.mosnas.model.metric.Chrf;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.search.report.content.Samples;
import org.mosnas.search.report.content.Samples.Sample;
import org.mosnas.search.report.content.Samples.Text;
import org.mosnas.spark.data.StoredData;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.ParquetFiles;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StoredAnswers;
import org.mosnas.spark.run.StoredRun;
import org.mosnas.spark.task.TaskReport.PreparedFolder;
import org.mosnas.spark.translation.prepare.PrepareManifest;
import org.mosnas.spark.translation.prepare.PrepareSettings.Languages;

/** Some translations of the test set, at equal distances from the worst to the best. */
final class SamplesReader {
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
  private final PreparedFolder folder;

  SamplesReader(StoredRun run, PreparedFolder folder) {
    this.run = run;
    this.folder = folder;
  }

  /** A test sentence as given. */
  private record Given(long id, String source, String reference) {}

  Part<Samples> read() {
    return run.part(WINNER, "evaluate", this::samples);
  }

  private Samples samples() {
    List<Given> given = given();
    Map<String, List<String>> translations =
        StoredAnswers.read(run, SYSTEMS, given.size(), "sentences");
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
    Languages languages = languages();
    List<Sample> samples =
        Samples.spread(worstFirst).stream()
            .map(
                i ->
                    sample(
                        given.get(i),
                        languages,
                        translations.values().stream().map(lines -> lines.get(i)).toList(),
                        chrf[i]))
            .toList();
    return new Samples(
        "Translations",
        String.format(
            Locale.ROOT,
            "%d of %s test sentences, at equal distances from the winner's worst to its best by"
                + " chrF2: nobody picked them. Words in bold also stand in the reference.",
            samples.size(),
            Figures.count(given.size())),
        List.copyOf(translations.keySet()),
        samples,
        Optional.empty());
  }

  private static Sample sample(
      Given sentence, Languages languages, List<String> translations, double chrf) {
    return new Sample(
        String.format(
            Locale.ROOT,
            "Sentence %s, chrF2 %s",
            Figures.count(sentence.id() + 1),
            Figures.fixed(chrf, 1)),
        List.of(new Text("source", sentence.source(), languages.source())),
        new Text("reference", sentence.reference(), languages.target()),
        translations);
  }

  private static double score(String translation, String reference) {
    return CHRF.value(CHRF.statistics(translation, reference));
  }

  private Languages languages() {
    return new StoredData(run, folder).manifest(PrepareManifest::parse).languages();
  }

  private List<Given> given() {
    List<Given> given = new ArrayList<>();
    for (Path file : run.parquet().in(run.path(folder.path() + "/test"))) {
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
}

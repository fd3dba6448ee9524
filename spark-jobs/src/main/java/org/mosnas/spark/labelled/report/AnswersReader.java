package org.mosnas.spark.labelled.report;

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
import org.mosnas.model.metric.labelled.ConfusionMatrix;
import org.mosnas.model.task.labelled.Labelling;
import org.mosnas.model.task.labelled.Labelling.Classes;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.search.report.content.Samples;
import org.mosnas.search.report.content.Samples.Sample;
import org.mosnas.search.report.content.Samples.Text;
import org.mosnas.spark.data.StoredData;
import org.mosnas.spark.labelled.prepare.LabelledManifest;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.ParquetFiles;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StoredAnswers;
import org.mosnas.spark.run.StoredRun;
import org.mosnas.spark.task.TaskReport.PreparedFolder;

/** Which classes the winner took for which, and texts that it got wrong. */
final class AnswersReader {
  private static final String WINNER = RunLayout.translations(EvaluatedSystem.WINNER);

  private final StoredRun run;
  private final PreparedFolder folder;

  AnswersReader(StoredRun run, PreparedFolder folder) {
    this.run = run;
    this.folder = folder;
  }

  /** A test example as given. */
  private record Given(long id, List<String> texts, float label) {}

  Part<Samples> read() {
    return run.part(WINNER, "evaluate", this::samples);
  }

  private Samples samples() {
    Labelling labelling = new StoredData(run, folder).manifest(LabelledManifest::parse).labelling();
    List<Given> given = given();
    Map<String, List<String>> answers = StoredAnswers.read(run, systems(), given.size(), "texts");
    List<String> winner = answers.get(EvaluatedSystem.WINNER);
    double[] errors =
        IntStream.range(0, given.size())
            .mapToDouble(i -> error(labelling, winner.get(i), given.get(i)))
            .toArray();
    boolean classes = labelling instanceof Classes;
    List<Integer> chosen =
        classes
            ? IntStream.range(0, errors.length).filter(i -> errors[i] > 0).boxed().toList()
            : IntStream.range(0, errors.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -errors[i]).thenComparing(i -> i))
                .toList();
    List<Sample> samples =
        Samples.spread(chosen).stream()
            .map(
                i ->
                    sample(
                        given.get(i),
                        wanted(labelling, given.get(i)),
                        answers.values().stream().map(lines -> lines.get(i)).toList()))
            .toList();
    return new Samples(
        "Answers",
        explanation(classes, samples.size(), chosen.size(), given.size()),
        List.copyOf(answers.keySet()),
        samples,
        classes ? Optional.of(confusion((Classes) labelling, given, winner)) : Optional.empty());
  }

  private static String explanation(boolean classes, int shown, int chosen, int all) {
    return classes
        ? String.format(
            Locale.ROOT,
            "%d of the %s test texts, of %s, that the winner got wrong, at equal distances in their"
                + " order: nobody picked them. Bold is right.",
            shown,
            Figures.count(chosen),
            Figures.count(all))
        : String.format(
            Locale.ROOT,
            "%d of %s test texts, at equal distances from the winner's largest error to its"
                + " smallest: nobody picked them.",
            shown,
            Figures.count(all));
  }

  /** How far an answer is from the label: 0 or 1 for classes. */
  private static double error(Labelling labelling, String answer, Given given) {
    double distance = Math.abs(labelling.value(answer) - given.label());
    return labelling instanceof Classes ? Math.min(1, distance) : distance;
  }

  private static String wanted(Labelling labelling, Given given) {
    return labelling instanceof Classes classes
        ? classes.names().get((int) given.label())
        : Float.toString(given.label());
  }

  private static Sample sample(Given given, String wanted, List<String> answers) {
    List<Text> texts = new ArrayList<>();
    for (int i = 0; i < given.texts().size(); i++) {
      String name = given.texts().size() == 1 ? "text" : "text " + (i + 1);
      texts.add(new Text(name, given.texts().get(i), ""));
    }
    return new Sample(
        "Text " + Figures.count(given.id() + 1), texts, new Text("label", wanted, ""), answers);
  }

  private static ConfusionMatrix confusion(
      Classes classes, List<Given> given, List<String> answers) {
    return ConfusionMatrix.of(
        classes.names(),
        given.stream().mapToInt(text -> (int) text.label()).toArray(),
        answers.stream().mapToInt(answer -> (int) classes.value(answer)).toArray());
  }

  /** Titles by the names of files, the winner first. */
  private Map<String, String> systems() {
    Map<String, String> systems = new LinkedHashMap<>();
    systems.put(EvaluatedSystem.WINNER, EvaluatedSystem.WINNER);
    run.record().systems().forEach(system -> systems.putIfAbsent(system.key(), system.title()));
    return systems;
  }

  private List<Given> given() {
    List<Given> given = new ArrayList<>();
    for (Path file : run.parquet().in(run.path(folder.path() + "/test"))) {
      run.parquet().read(file, row -> given.add(example(row)));
    }
    given.sort(Comparator.comparingLong(Given::id));
    return given;
  }

  private static Given example(Group row) {
    return new Given(
        row.getLong("id", 0), ParquetFiles.texts(row, "texts"), row.getFloat("label", 0));
  }
}

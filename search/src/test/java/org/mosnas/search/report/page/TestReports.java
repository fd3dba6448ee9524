package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.metric.labelled.ConfusionMatrix;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.CostModel.Costs;
import org.mosnas.search.evolution.SearchState;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.evolution.SearchState.DrawStatistics;
import org.mosnas.search.evolution.SearchState.Generation;
import org.mosnas.search.latency.Calibration;
import org.mosnas.search.latency.Calibration.NetworkTiming;
import org.mosnas.search.latency.LatencyTable;
import org.mosnas.search.latency.TableEstimator;
import org.mosnas.search.latency.TestLatency;
import org.mosnas.search.report.content.DataStatistics;
import org.mosnas.search.report.content.DataStatistics.ClassCounts;
import org.mosnas.search.report.content.DataStatistics.Corpus;
import org.mosnas.search.report.content.DataStatistics.DataPart;
import org.mosnas.search.report.content.DataStatistics.Lengths;
import org.mosnas.search.report.content.DataStatistics.TooLong;
import org.mosnas.search.report.content.LatencyStudy;
import org.mosnas.search.report.content.RouterStudy;
import org.mosnas.search.report.content.RouterStudy.RoutedMatrix;
import org.mosnas.search.report.content.RouterStudy.RoutedSubnet;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.search.report.content.RunReport.Origin;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.search.report.content.RunReport.RoundLosses;
import org.mosnas.search.report.content.RunReport.RunOutline;
import org.mosnas.search.report.content.RunReport.RunOutline.StageTime;
import org.mosnas.search.report.content.Samples;
import org.mosnas.search.report.content.Samples.Sample;
import org.mosnas.search.report.content.Samples.Text;
import org.mosnas.search.report.content.ScoredSystem;
import org.mosnas.search.report.content.ScoredSystem.LatencyPromise;
import org.mosnas.search.report.content.ScoredSystem.Score;
import org.mosnas.search.report.content.SearchStudy;
import org.mosnas.search.report.content.SearchStudy.FoundMember;
import org.mosnas.search.report.content.SearchStudy.MeasuredSubnet;

/** Reports of runs that never ran, with text that wants to break out of the page. */
final class TestReports {
  /** What a sentence, a path or a setting may hold. */
  static final String HOSTILE = "<script>alert(1)</script> & \"quoted\" <img src=x onerror='x()'>";

  private static final double LIMIT = 40;

  private final TranslationSpace space = TestSpaces.hatWmt();
  private final LatencyTable table = TestLatency.plausibleTable(space);
  private final Calibration calibration = new Calibration(1.1, -0.4, 1.06, 8);
  private final TableEstimator estimator = new TableEstimator(table, calibration);
  private final SplittableRandom random = new SplittableRandom(7);
  private final String name;

  private TestReports(String name) {
    this.name = name;
  }

  /** A run that has everything. */
  static RunReport complete(String name) {
    return new TestReports(name).report();
  }

  /** A run that stopped before it had anything. */
  static RunReport empty() {
    RunOutline outline =
        new RunOutline(
            "early",
            "/runs/early",
            "run",
            "failed",
            HOSTILE,
            "2026-11-22T08:31:35Z",
            1,
            List.of(),
            0);
    return new RunReport(
        outline,
        Part.missing("No scores " + HOSTILE),
        Part.missing("No training."),
        Part.missing("No finetuning."),
        Optional.empty(),
        Part.missing("No latency."),
        Part.missing("No search."),
        Part.missing("No routers."),
        Part.missing("No translations."),
        Map.of(RunReport.DATA, Part.missing("No data.")),
        Part.missing("No origin."));
  }

  /** A run of which only the winner's latency is known. */
  static RunReport promising(LatencyPromise promise) {
    RunReport empty = empty();
    SubnetSpec spec = TestSpaces.hatWmt().smallest();
    ScoredSystem winner =
        new ScoredSystem(
            "winner",
            "winner",
            Map.of(),
            "",
            Optional.of(new ScoredSystem.Subnet(spec.id(), spec, promise, 1, 1, 5)));
    return new RunReport(
        empty.outline(),
        Part.of(List.of(winner)),
        empty.training(),
        empty.finetuning(),
        Optional.empty(),
        empty.latency(),
        empty.search(),
        empty.routers(),
        empty.samples(),
        empty.data(),
        empty.origin());
  }

  private RunReport report() {
    SearchState evolution = state(6, 0.02);
    SubnetSpec winner = evolution.best().spec();
    return new RunReport(
        outline(),
        Part.of(systems(evolution.best())),
        Part.of(rounds(30, "largest", "smallest", "random-1", "random-2")),
        Part.of(rounds(20, "subnet")),
        Optional.of(rounds(20, "subnet")),
        Part.of(new LatencyStudy(table, calibration, 0.9, networks())),
        Part.of(
            new SearchStudy(
                evolution,
                Optional.of(state(6, 0)),
                Optional.of(LIMIT),
                winner.id(),
                List.of(measured("winner", winner), measured("largest", space.largest())),
                List.of(
                    new FoundMember(
                        "small",
                        "parameters <= 1,000 " + HOSTILE,
                        winner.id(),
                        4.5,
                        Optional.of(4.75),
                        12,
                        3.25,
                        987,
                        Optional.of(45.0))))),
        Part.of(routers()),
        Part.of(samples()),
        Map.of(RunReport.DATA, Part.of(data())),
        Part.of(
            new Origin(
                "5154d734",
                1,
                Map.of("processor", HOSTILE),
                Map.of("/data/" + HOSTILE, "a33bd569"),
                new LinkedHashMap<>(Map.of("train.rounds", "30", "corpus.cache", HOSTILE)))));
  }

  private RunOutline outline() {
    return new RunOutline(
        name,
        "/runs/" + name,
        "demo",
        "succeeded",
        "",
        "2026-11-22T08:31:35.207Z",
        710.9,
        List.of(new StageTime("train", "succeeded", 259), new StageTime("search", "succeeded", 49)),
        2L << 30);
  }

  private List<ScoredSystem> systems(Candidate winner) {
    List<ScoredSystem> systems = new ArrayList<>();
    systems.add(system("winner", "winner: searched, finetuned", winner.spec(), 14.5));
    systems.add(system("largest", "largest, inherited weights", space.largest(), 3.9));
    systems.add(system("smallest", "smallest, inherited weights", space.smallest(), 1.7));
    systems.add(
        new ScoredSystem(
            "copy", "copying the source", Map.of("BLEU", Score.of(2.7)), "", Optional.empty()));
    return systems;
  }

  private ScoredSystem system(String key, String title, SubnetSpec spec, double bleu) {
    double predicted = estimator.estimateMillis(spec);
    LatencyPromise latency =
        new LatencyPromise(
            predicted, estimator.upperBoundMillis(spec), predicted * 0.97, Optional.of(LIMIT));
    Map<String, Score> scores = new LinkedHashMap<>();
    scores.put(
        "BLEU",
        new Score(
            bleu,
            Optional.of(new ScoredSystem.Interval(bleu - 0.8, bleu + 0.9)),
            Optional.of(0.012)));
    scores.put("chrF2", Score.of(bleu + 25));
    return new ScoredSystem(
        key,
        title,
        scores,
        "nrefs:1|case:mixed",
        Optional.of(new ScoredSystem.Subnet(spec.id(), spec, latency, 1_388_544, 61_573_254, 5.1)));
  }

  private static List<RoundLosses> rounds(int count, String... watched) {
    List<RoundLosses> rounds = new ArrayList<>();
    for (int round = 1; round <= count; round++) {
      Map<String, Double> validation = new LinkedHashMap<>();
      double loss = 4 + 4.0 / round;
      for (String subnet : watched) {
        validation.put(subnet, loss + 0.1 * validation.size());
      }
      rounds.add(new RoundLosses(round, 40L * round, loss + 0.5, validation, 9, 65_000));
    }
    return rounds;
  }

  private List<NetworkTiming> networks() {
    List<NetworkTiming> timings = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      double sum = estimator.blockSumMillis(sample());
      timings.add(new NetworkTiming(sum, 1.1 * sum - 0.4 + (random.nextDouble() - 0.5)));
    }
    return timings;
  }

  private SubnetSpec sample() {
    return SubnetSampler.uniform().sample(space, random.nextLong());
  }

  private SearchState state(int generations, double gain) {
    List<Generation> all = new ArrayList<>();
    for (int i = 0; i < generations; i++) {
      double better = gain * i;
      Supplier<Candidate> draw = () -> candidate(better);
      List<Candidate> population =
          new ArrayList<>(java.util.stream.Stream.generate(draw).limit(12).toList());
      all.add(new Generation(i, population, new DrawStatistics(20, 7, 1, 12)));
    }
    return new SearchState(7, all);
  }

  private Candidate candidate(double better) {
    SubnetSpec spec = sample();
    double predicted = estimator.estimateMillis(spec);
    double loss = 5.3 - predicted / 200 - better + random.nextDouble() / 20;
    return new Candidate(
        spec, loss, new Costs(predicted, estimator.upperBoundMillis(spec), 1_000_000, 37_000_000));
  }

  private MeasuredSubnet measured(String title, SubnetSpec spec) {
    double predicted = estimator.estimateMillis(spec);
    return new MeasuredSubnet(
        title, spec.id(), predicted, estimator.upperBoundMillis(spec), predicted * 0.97);
  }

  private static RouterStudy routers() {
    List<RoutedMatrix> matrices = new ArrayList<>();
    for (String matrix : List.of("encoder.layers.0.fc1", "decoder.layers.0.fc2")) {
      matrices.add(
          new RoutedMatrix(
              matrix,
              List.of(0.51, 0.49),
              List.of(0.2, 0.1),
              List.of(0.9, 0.8),
              List.of(0.4, 0.5, 0.62, 0.52)));
    }
    return new RouterStudy(
        2,
        true,
        30,
        List.of(new RoutedSubnet("winner", matrices), new RoutedSubnet("largest", matrices)));
  }

  private static Samples samples() {
    return new Samples(
        "Translations",
        "Words in bold also stand in the reference. " + HOSTILE,
        List.of("winner", "largest"),
        List.of(
            new Sample(
                "Sentence 547, chrF2 5.4",
                List.of(new Text("source", HOSTILE, "en")),
                new Text("reference", "Das Haus", "de"),
                List.of("Das " + HOSTILE, "Haus Haus"))),
        Optional.of(
            new ConfusionMatrix(
                List.of("a", HOSTILE, "c"),
                List.of(List.of(8L, 2L, 0L), List.of(3L, 0L, 1L), List.of(0L, 0L, 0L)))));
  }

  private static DataStatistics data() {
    return new DataStatistics(
        "From en to de.",
        "sentence pairs",
        List.of(
            new DataPart(
                "train",
                OptionalLong.of(31_000),
                30_472,
                Map.of("too-long", 528L),
                new TreeMap<>(Map.of("source tokens", 575_703L, "unknown tokens", 0L))),
            new DataPart(
                "test", OptionalLong.empty(), 865, Map.of(), Map.of("source tokens", 18_732L))),
        Optional.of(
            new ClassCounts(List.of("train", "test"), Map.of(HOSTILE, List.of(30_000L, 800L)))),
        Optional.of(new Corpus("apt", "MPL-2.0", HOSTILE, Map.of("repeated-block", 23_013L))),
        Part.of(
            new Lengths(
                "Byte pair tokens",
                "sentence",
                30_472,
                3,
                new TreeMap<>(Map.of("en", List.of(10L, 90L, 40L), "de", List.of(5L, 80L, 55L))))),
        List.of(
            new TooLong(
                "train",
                "training",
                128,
                new TreeMap<>(Map.of("source longer", 11L, "target longer", 22L)))));
  }
}

package org.mosnas.spark.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.Mixture.Routing;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.search.report.content.RouterStudy;
import org.mosnas.search.report.content.RouterStudy.RoutedMatrix;
import org.mosnas.search.report.content.RouterStudy.RoutedSubnet;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.spark.run.CheckpointManifest;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StoredRun;
import org.mosnas.spark.stage.Experiment;
import org.mosnas.spark.train.CheckpointStore;

/** Asks the routers of the newest checkpoint how they mix the experts of some subnets. */
final class RouterReader {
  private static final String TRAIN = "train";
  private static final int STRETCHES = 32;

  private final StoredRun run;
  private final Part<Experiment> experiment;

  RouterReader(StoredRun run, Part<Experiment> experiment) {
    this.run = run;
    this.experiment = experiment;
  }

  /**
   * Reads the routers.
   *
   * @param named subnets with names; largest and smallest where there are none
   */
  Part<RouterStudy> read(Map<String, SubnetSpec> named) {
    if (experiment.content().isEmpty()) {
      return Part.missing(experiment.missing());
    }
    Experiment known = experiment.content().orElseThrow();
    Supernet supernet = known.supernet();
    if (!supernet.mixture().mixes()) {
      return Part.missing(
          "The supernet has one expert per matrix (mosnas.model.mixture.experts = 1): weights are shared without routers.");
    }
    Map<String, SubnetSpec> asked =
        named.isEmpty()
            ? Map.of("largest", known.space().largest(), "smallest", known.space().smallest())
            : named;
    return run.part(RunLayout.newestCheckpoint(TRAIN), TRAIN, () -> study(supernet, asked));
  }

  private RouterStudy study(Supernet supernet, Map<String, SubnetSpec> asked) {
    Path newest = CheckpointStore.newest(run.files(), run.path(RunLayout.checkpoints(TRAIN)));
    List<RoutedSubnet> subnets = new ArrayList<>();
    try (ParameterBank parameters =
        CheckpointStore.parameters(run.files(), newest, supernet.layout())) {
      asked.keySet().stream()
          .sorted((one, other) -> Boolean.compare(other.equals("winner"), one.equals("winner")))
          .forEach(
              name ->
                  subnets.add(
                      new RoutedSubnet(
                          name.replace('-', ' '),
                          matrices(supernet.coefficients(asked.get(name), parameters)))));
    }
    return new RouterStudy(
        supernet.mixture().experts(),
        supernet.mixture().routing() == Routing.NEURON_WISE,
        CheckpointManifest.in(run.files(), newest).rounds(),
        subnets);
  }

  private static List<RoutedMatrix> matrices(Map<String, double[][]> coefficients) {
    List<RoutedMatrix> matrices = new ArrayList<>();
    coefficients.forEach((name, rows) -> matrices.add(matrix(name, rows)));
    return matrices;
  }

  private static RoutedMatrix matrix(String name, double[][] rows) {
    int experts = rows[0].length;
    List<Double> mean = new ArrayList<>();
    List<Double> low = new ArrayList<>();
    List<Double> high = new ArrayList<>();
    for (int k = 0; k < experts; k++) {
      int expert = k;
      mean.add(Arrays.stream(rows).mapToDouble(row -> row[expert]).average().orElseThrow());
      low.add(Arrays.stream(rows).mapToDouble(row -> row[expert]).min().orElseThrow());
      high.add(Arrays.stream(rows).mapToDouble(row -> row[expert]).max().orElseThrow());
    }
    int stretches = Math.min(STRETCHES, rows.length);
    List<Double> profile =
        IntStream.range(0, stretches)
            .mapToObj(
                i ->
                    Arrays.stream(
                            rows, i * rows.length / stretches, (i + 1) * rows.length / stretches)
                        .mapToDouble(row -> row[0])
                        .average()
                        .orElseThrow())
            .toList();
    return new RoutedMatrix(name, mean, low, high, profile);
  }
}

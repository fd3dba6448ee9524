package org.mosnas.spark.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.network.TranslationShape;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.search.latency.Block;
import org.mosnas.search.latency.Blocks;
import org.mosnas.search.latency.Calibration;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.LatencyRow;
import org.mosnas.search.latency.LatencyTable;
import org.mosnas.search.latency.NetworkFrame;
import org.mosnas.search.latency.NetworkTiming;
import org.mosnas.search.latency.ProfileSettings;
import org.mosnas.search.latency.TableEstimator;

/**
 * Measures every block of a space on every executor, and a few whole networks to calibrate the
 * sums.
 *
 * <p>One task per executor, and nothing beside it, so that measurements do not disturb each other.
 */
public final class ProfileJob {
  private final JavaSparkContext spark;
  private final EngineKind engine;
  private final TranslationShape shape;
  private final ProfileSettings settings;
  private final int referenceLength;

  /**
   * Prepares the job.
   *
   * @param engine on which networks run
   * @param shape of the supernet
   * @param referenceLength of the space, in tokens
   */
  public ProfileJob(
      JavaSparkContext spark,
      EngineKind engine,
      TranslationShape shape,
      ProfileSettings settings,
      int referenceLength) {
    this.spark = spark;
    this.engine = engine;
    this.shape = shape;
    this.settings = settings;
    this.referenceLength = referenceLength;
  }

  /**
   * Measures the blocks of {@code space} and calibrates their sums.
   *
   * @param seed decides which networks calibrate
   */
  public LatencyProfile profile(SearchSpace space, long seed) {
    List<Block> blocks = Blocks.of(space);
    List<TranslationSpec> networks = calibrationNetworks(space, seed);
    List<Measurement> measurements = measure(blocks, networks);
    List<LatencyRow> rows = new ArrayList<>();
    LatencyProtocol protocol = settings.blockProtocol(referenceLength);
    NetworkFrame frame = new NetworkFrame(shape.qkvSize(), shape.targetVocabulary());
    for (Measurement measurement : measurements) {
      for (int i = 0; i < blocks.size(); i++) {
        rows.add(
            new LatencyRow(
                blocks.get(i).key(),
                measurement.blocks().get(i),
                frame,
                protocol,
                measurement.hardware()));
      }
    }
    LatencyTable table = LatencyTable.fromRows(ofSlowestClass(rows));
    TableEstimator sums = new TableEstimator(table, Calibration.NONE);
    List<NetworkTiming> timings = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      timings.add(
          new NetworkTiming(sums.blockSumMillis(networks.get(i)), slowestMillis(measurements, i)));
    }
    return new LatencyProfile(table, Calibration.fit(timings, settings.coverage()), timings);
  }

  /**
   * Measures whole subnets, the slowest executor counting.
   *
   * @return milliseconds per translation, in the order of {@code specs}
   */
  public List<Double> measure(List<TranslationSpec> specs) {
    List<Measurement> measurements = measure(List.of(), specs);
    return IntStream.range(0, specs.size()).mapToObj(i -> slowestMillis(measurements, i)).toList();
  }

  private List<Measurement> measure(List<Block> blocks, List<TranslationSpec> networks) {
    int executors = Math.max(1, spark.sc().getExecutorMemoryStatus().size() - 1);
    List<Integer> slots = IntStream.range(0, executors).boxed().toList();
    spark.setJobDescription("latency");
    return spark
        .parallelize(slots, executors)
        .map(
            new MeasureTask(
                engine,
                shape,
                settings.blockProtocol(referenceLength),
                settings.networkProtocol(referenceLength),
                blocks,
                networks))
        .collect();
  }

  private List<TranslationSpec> calibrationNetworks(SearchSpace space, long seed) {
    Set<TranslationSpec> networks = new LinkedHashSet<>();
    if (settings.networks() == 0) {
      return List.of();
    }
    networks.add(space.smallest());
    networks.add(space.largest());
    int attempts = 20 * settings.networks();
    for (int i = 0; i < attempts && networks.size() < settings.networks(); i++) {
      networks.add(SubnetSampler.uniform().sample(space, Seeds.child(seed, "calibration", i)));
    }
    return List.copyOf(networks);
  }

  private static double slowestMillis(List<Measurement> measurements, int network) {
    return measurements.stream()
        .mapToDouble(measurement -> measurement.networks().get(network).medianMillis())
        .max()
        .orElseThrow();
  }

  /** A promise for a cluster of unequal machines is one for its slowest. */
  private static List<LatencyRow> ofSlowestClass(List<LatencyRow> rows) {
    return LatencyTable.byHardwareClass(rows).values().stream()
        .max(Comparator.comparingDouble(ProfileJob::total))
        .orElseThrow()
        .rows();
  }

  private static double total(LatencyTable table) {
    return table.entries().values().stream().mapToDouble(stats -> stats.medianMillis()).sum();
  }
}

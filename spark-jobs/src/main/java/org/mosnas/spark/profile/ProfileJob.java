package org.mosnas.spark.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function0;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.latency.BlockKey;
import org.mosnas.search.latency.Calibration;
import org.mosnas.search.latency.Calibration.NetworkTiming;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.LatencyTable;
import org.mosnas.search.latency.LatencyTable.LatencyRow;
import org.mosnas.search.latency.LatencyTable.NetworkFrame;
import org.mosnas.search.latency.ProfileSettings;
import org.mosnas.search.latency.TableEstimator;
import org.mosnas.spark.cluster.Machine;
import org.mosnas.spark.cluster.PerMachine;

/**
 * Measures every block of a space on every machine of the cluster, and a few whole networks to
 * calibrate the sums.
 *
 * <p>One executor of every machine measures and the others are idle, so that measurements do not
 * disturb each other; no machine is left out in silence.
 */
public final class ProfileJob {
  private final JavaSparkContext spark;
  private final TimedNetworks timed;
  private final ProfileSettings settings;
  private final int referenceLength;
  private final Consumer<String> warnings;
  private final Set<String> warned = new HashSet<>();
  private final Set<String> measuredClasses = new TreeSet<>();

  /**
   * Prepares the job.
   *
   * @param timed the networks that are timed
   * @param referenceLength of the space, in tokens
   * @param warnings is told, once each, what could not be measured
   */
  public ProfileJob(
      JavaSparkContext spark,
      TimedNetworks timed,
      ProfileSettings settings,
      int referenceLength,
      Consumer<String> warnings) {
    this.spark = spark;
    this.timed = timed;
    this.settings = settings;
    this.referenceLength = referenceLength;
    this.warnings = warnings;
  }

  /**
   * Measures the blocks of {@code space} and calibrates their sums.
   *
   * @param seed decides which networks calibrate
   */
  public LatencyProfile profile(SearchSpace space, long seed) {
    List<Block> blocks = space.blocks();
    List<SubnetSpec> networks = calibrationNetworks(space, seed);
    PerMachine<Measurement> measured = measure(blocks, networks);
    List<Measurement> measurements = List.copyOf(measured.results().values());
    List<LatencyRow> rows = new ArrayList<>();
    LatencyProtocol protocol = settings.blockProtocol(referenceLength);
    NetworkFrame frame = timed.frame();
    for (Measurement measurement : measurements) {
      for (int i = 0; i < blocks.size(); i++) {
        rows.add(
            new LatencyRow(
                BlockKey.of(blocks.get(i)),
                measurement.blocks().get(i),
                frame,
                protocol,
                measurement.hardware()));
      }
    }
    List<ProfiledHardware> hardware = new ArrayList<>();
    Map<String, LatencyTable> tables = LatencyTable.byHardwareClass(rows);
    tables
        .values()
        .forEach(table -> hardware.add(ProfiledHardware.of(table, machines(table, measured))));
    // A promise for a cluster of unequal machines is one for its slowest.
    ProfiledHardware slowest =
        Collections.max(hardware, Comparator.comparingDouble(ProfiledHardware::blocksMillis));
    LatencyTable table = tables.get(slowest.hardwareClass());
    measured.missingClasses().forEach(name -> hardware.add(ProfiledHardware.missing(name)));
    TableEstimator sums = new TableEstimator(table, Calibration.NONE);
    List<NetworkTiming> timings = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      timings.add(
          new NetworkTiming(sums.blockSumMillis(networks.get(i)), slowestMillis(measurements, i)));
    }
    return new LatencyProfile(
        table, Calibration.fit(timings, settings.coverage()), timings, hardware);
  }

  /**
   * Measures whole subnets, the slowest machine counting.
   *
   * @return milliseconds per translation, in the order of {@code specs}
   */
  public List<Double> measure(List<SubnetSpec> specs) {
    List<Measurement> measurements = List.copyOf(measure(List.of(), specs).results().values());
    return IntStream.range(0, specs.size()).mapToObj(i -> slowestMillis(measurements, i)).toList();
  }

  /** Hardware classes that anything was measured on so far. */
  public Set<String> measuredClasses() {
    return Collections.unmodifiableSet(measuredClasses);
  }

  private PerMachine<Measurement> measure(List<Block> blocks, List<SubnetSpec> networks) {
    LatencyProtocol protocol = settings.blockProtocol(referenceLength);
    spark.setJobDescription("latency");
    PerMachine<Measurement> measured =
        PerMachine.run(
            spark,
            new MachineOfTask(protocol.threads(), timed.engine()),
            new MeasureTask(
                timed, protocol, settings.networkProtocol(referenceLength), blocks, networks));
    if (measured.results().isEmpty()) {
      throw new MosnasException(
          ErrorKind.RESOURCES,
          "no executor could be measured: they were lost, or other work had taken them; give the"
              + " command executors of its own and run it again with --resume");
    }
    measured.results().keySet().forEach(machine -> measuredClasses.add(machine.hardwareClass()));
    measured.missingClasses().forEach(name -> warn("hardware class " + name));
    measured.silent().forEach(this::warn);
    return measured;
  }

  private void warn(String missing) {
    if (warned.add(missing)) {
      warnings.accept(
          missing
              + " could not be measured, its executors were lost or taken; what is promised for"
              + " latency may not hold there");
    }
  }

  private List<SubnetSpec> calibrationNetworks(SearchSpace space, long seed) {
    Set<SubnetSpec> networks = new LinkedHashSet<>();
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

  private static int machines(LatencyTable table, PerMachine<Measurement> measured) {
    String name = table.hardware().hardwareClass();
    return (int)
        measured.results().values().stream()
            .filter(measurement -> measurement.hardware().hardwareClass().equals(name))
            .count();
  }

  /** Tells on an executor what it runs on. */
  private record MachineOfTask(int threads, EngineKind engine) implements Function0<Machine> {
    @Override
    public Machine call() {
      return Machine.ofThisExecutor(MeasureTask.hardware(threads, engine).hardwareClass());
    }
  }
}

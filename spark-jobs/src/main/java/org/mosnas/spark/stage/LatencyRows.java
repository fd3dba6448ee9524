package org.mosnas.spark.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mosnas.search.job.SearchOutcome;
import org.mosnas.search.job.SearchOutcome.Measured;
import org.mosnas.search.latency.Calibration;
import org.mosnas.search.latency.Calibration.NetworkTiming;
import org.mosnas.search.latency.HardwareFingerprint;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.LatencyStats;
import org.mosnas.search.latency.LatencyTable.LatencyRow;
import org.mosnas.spark.profile.LatencyProfile;
import org.mosnas.spark.profile.ProfiledHardware;
import org.mosnas.spark.tables.TableRow;
import org.mosnas.spark.tables.Tables;

/** The rows of {@link Tables#LATENCY}. */
final class LatencyRows {
  private static final double NANOS_PER_MILLI = 1e6;

  private LatencyRows() {}

  /** The blocks, the networks that the calibration was fitted on, and the classes of machines. */
  static List<TableRow> of(LatencyProfile profile) {
    List<LatencyRow> blocks = profile.table().rows();
    List<TableRow> rows = new ArrayList<>();
    blocks.forEach(block -> rows.add(block(block)));
    Calibration calibration = profile.calibration();
    for (NetworkTiming timing : profile.networks()) {
      rows.add(
          network("profile", "network-" + (rows.size() - blocks.size() + 1), blocks.get(0))
              .number("block_sum_ms", timing.estimatedMillis())
              .number("predicted_ms", calibration.calibrate(timing.estimatedMillis()))
              .number("bound_ms", calibration.upperBound(timing.estimatedMillis()))
              .number("measured_ms", timing.measuredMillis()));
    }
    profile.hardware().forEach(hardware -> rows.add(hardware(hardware, blocks.get(0))));
    return rows;
  }

  /** The subnets that were measured at the end of the search, on the hardware of the profile. */
  static List<TableRow> of(SearchOutcome outcome, Member member, LatencyProfile profile) {
    LatencyRow any = profile.table().rows().get(0);
    List<TableRow> rows = new ArrayList<>();
    for (int i = 0; i < outcome.finalists().size(); i++) {
      Measured finalist = outcome.finalists().get(i);
      boolean isWinner = finalist.candidate().spec().equals(outcome.winner().candidate().spec());
      String name = member.of(isWinner ? "winner" : "finalist-" + (i + 1));
      rows.add(searched(name, finalist, any));
    }
    outcome.randomBest().ifPresent(best -> rows.add(searched(member.of("random-best"), best, any)));
    if (member.isWinner()) {
      rows.add(searched("largest", outcome.largest(), any));
      rows.add(searched("smallest", outcome.smallest(), any));
    }
    return rows;
  }

  /** Everything that was measured in a search. */
  static Stream<Measured> measured(SearchOutcome outcome) {
    return Stream.of(
            outcome.finalists().stream(),
            outcome.randomBest().stream(),
            Stream.of(outcome.winner(), outcome.largest(), outcome.smallest()))
        .flatMap(some -> some);
  }

  private static TableRow searched(String name, Measured measured, LatencyRow any) {
    return network("search", name, any)
        .text("subnet_id", measured.candidate().spec().id())
        .number("predicted_ms", measured.candidate().costs().latencyMillis())
        .number("bound_ms", measured.candidate().costs().latencyBoundMillis())
        .number("measured_ms", measured.measuredMillis());
  }

  private static TableRow network(String stage, String name, LatencyRow any) {
    return where(new TableRow().text("stage", stage).text("kind", "network"), any)
        .text("name", name);
  }

  private static TableRow block(LatencyRow block) {
    String name = block.block().toString();
    LatencyStats stats = block.stats();
    return where(new TableRow().text("stage", "profile").text("kind", "block"), block)
        .text("name", name)
        .text("block_kind", name.substring(0, name.indexOf(':')))
        .number("measured_ms", stats.medianMillis())
        .number("mean_ms", stats.meanNanos() / NANOS_PER_MILLI)
        .number("min_ms", stats.minNanos() / NANOS_PER_MILLI)
        .number("p90_ms", stats.p90Nanos() / NANOS_PER_MILLI)
        .number("p99_ms", stats.p99Nanos() / NANOS_PER_MILLI)
        .number("stddev_ms", stats.stdDevNanos() / NANOS_PER_MILLI)
        .whole("samples", stats.count());
  }

  private static TableRow hardware(ProfiledHardware hardware, LatencyRow any) {
    TableRow row =
        where(new TableRow().text("stage", "profile").text("kind", "hardware"), any)
            .text("name", hardware.hardwareClass())
            .text("hardware_class", hardware.hardwareClass());
    return hardware.wasMeasured() ? row.number("block_sum_ms", hardware.blocksMillis()) : row;
  }

  private static TableRow where(TableRow row, LatencyRow measured) {
    HardwareFingerprint hardware = measured.hardware();
    LatencyProtocol protocol = measured.protocol();
    return row.text("hardware_class", hardware.hardwareClass())
        .text("engine", hardware.engine())
        .whole("threads", protocol.threads())
        .whole("batch", protocol.batch())
        .whole("beam", protocol.beam())
        .whole("source_length", protocol.sourceLength())
        .whole("target_length", protocol.targetLength());
  }
}

package org.mosnas.spark.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.search.latency.Block;
import org.mosnas.search.latency.Calibration;
import org.mosnas.search.latency.HardwareFingerprint;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.LatencyRow;
import org.mosnas.search.latency.LatencyStats;
import org.mosnas.search.latency.LatencyTable;
import org.mosnas.search.latency.NetworkFrame;
import org.mosnas.search.latency.NetworkTiming;
import org.mosnas.search.latency.Trimming;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.profile.LatencyProfile;
import org.mosnas.spark.profile.ProfiledHardware;
import org.mosnas.spark.testing.Fixtures;
import org.mosnas.spark.testing.SparkExtension;

/** The latency table in Parquet. */
@ExtendWith(SparkExtension.class)
class ProfileFilesTest {
  @TempDir private java.nio.file.Path folder;

  @Test
  void givesBackWhatItWasGiven(SparkSession spark) {
    ProfileFiles files = files(new Path(folder.resolve("latency").toUri()), spark);
    assertThat(files.exist()).isFalse();
    files.write(profile());
    assertThat(files.exist()).isTrue();
    assertThat(files.read()).isEqualTo(profile());
  }

  @Test
  void remembersHardwareThatCouldNotBeMeasured(SparkSession spark) {
    LatencyProfile profile = withHardware(new ProfiledHardware("slow-cpu", 0, 0));
    ProfileFiles files = files(new Path(folder.resolve("latency").toUri()), spark);
    files.write(profile);
    assertThat(files.read().hardware()).isEqualTo(profile.hardware()).hasSize(2);
  }

  @Test
  void tablesOfVersionOneAreStillRead(SparkSession spark) {
    ProfileFiles files = files(Fixtures.ofVersionOne(ProfileFilesTest.class, "latency"), spark);
    assertThat(files.exist()).isTrue();
    assertThat(files.read()).isEqualTo(profile());
  }

  private static ProfileFiles files(Path path, SparkSession spark) {
    return new ProfileFiles(AtomicFiles.on(path, new Configuration()), path, spark);
  }

  /** One block of each kind, and two networks. */
  static LatencyProfile profile() {
    List<Block> blocks =
        List.of(
            new Block.Overhead(),
            new Block.EncoderInput(640),
            new Block.EncoderLayer(640, 3072, 8),
            new Block.DecoderInput(512),
            new Block.DecoderLayer(512, 640, 1024, 8, 4, 3),
            new Block.DecoderOutput(512));
    LatencyProtocol protocol = new LatencyProtocol(5, 20, 2, 4, 30, 25, 1, 1, true, Trimming.HAT);
    HardwareFingerprint hardware =
        new HardwareFingerprint("Some CPU (R) 3000", 2, 8L << 30, 1, "tape", "OpenJDK 17", "Zen");
    List<LatencyRow> rows =
        blocks.stream()
            .map(
                block ->
                    new LatencyRow(
                        block.key(),
                        stats(1 + blocks.indexOf(block)),
                        new NetworkFrame(512, 32_768),
                        protocol,
                        hardware))
            .toList();
    LatencyTable table = LatencyTable.fromRows(rows);
    return new LatencyProfile(
        table,
        new Calibration(1.25, 0.5, 1.0625, 2),
        List.of(new NetworkTiming(10.5, 13.25), new NetworkTiming(20, 25.75)),
        List.of(ProfiledHardware.of(table, 1)));
  }

  /** The same with one more class of machines. */
  static LatencyProfile withHardware(ProfiledHardware another) {
    LatencyProfile profile = profile();
    return new LatencyProfile(
        profile.table(),
        profile.calibration(),
        profile.networks(),
        List.of(profile.hardware().get(0), another));
  }

  private static LatencyStats stats(int millis) {
    double nanos = millis * 1e6;
    return new LatencyStats(20, nanos + 500, nanos, nanos + 1e5, nanos + 2e5, 1234.5, nanos - 1e4);
  }
}

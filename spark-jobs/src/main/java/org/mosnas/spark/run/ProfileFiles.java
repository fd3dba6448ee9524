package org.mosnas.spark.run;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.search.latency.BlockKey;
import org.mosnas.search.latency.Calibration;
import org.mosnas.search.latency.Calibration.NetworkTiming;
import org.mosnas.search.latency.HardwareFingerprint;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.LatencyStats;
import org.mosnas.search.latency.LatencyTable;
import org.mosnas.search.latency.LatencyTable.LatencyRow;
import org.mosnas.search.latency.LatencyTable.NetworkFrame;
import org.mosnas.search.latency.LatencyTableJson;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.profile.LatencyProfile;
import org.mosnas.spark.profile.ProfiledHardware;

/**
 * The latency table on storage: {@code blocks} and {@code networks} in Parquet, complete in every
 * row, and in JSON the hardware and, written last, the calibration. Spark writes it; nobody needs
 * Spark to read it.
 */
public final class ProfileFiles {
  private static final String BLOCKS = "blocks";
  private static final String NETWORKS = "networks";
  private static final String HARDWARE = "hardware.json";
  private static final String CALIBRATION = "calibration.json";
  private static final StructType BLOCK_SCHEMA =
      new StructType()
          .add("block", DataTypes.StringType, false)
          .add("median_ms", DataTypes.DoubleType, false)
          .add("mean_ms", DataTypes.DoubleType, false)
          .add("p90_ms", DataTypes.DoubleType, false)
          .add("stddev_ms", DataTypes.DoubleType, false)
          .add("samples", DataTypes.IntegerType, false)
          .add("hardware_class", DataTypes.StringType, false)
          .add("stats", DataTypes.StringType, false)
          .add("frame", DataTypes.StringType, false)
          .add("protocol", DataTypes.StringType, false)
          .add("hardware", DataTypes.StringType, false);
  private static final StructType NETWORK_SCHEMA =
      new StructType()
          .add("estimated_ms", DataTypes.DoubleType, false)
          .add("measured_ms", DataTypes.DoubleType, false);
  private static final double NANOS_PER_MILLI = 1e6;

  private final AtomicFiles files;
  private final Path folder;
  private final ParquetFiles parquet;

  private ProfileFiles(AtomicFiles files, Path folder, ParquetFiles parquet) {
    this.files = files;
    this.folder = folder;
    this.parquet = parquet;
  }

  /**
   * The table of a run.
   *
   * @param directory the run directory
   */
  public static ProfileFiles in(AtomicFiles files, Path directory, Configuration hadoop) {
    return at(files, new Path(directory, RunLayout.LATENCY_TABLE), hadoop);
  }

  /** A table in a folder of its own. */
  static ProfileFiles at(AtomicFiles files, Path folder, Configuration hadoop) {
    return new ProfileFiles(files, folder, new ParquetFiles(files, hadoop));
  }

  /** Whether there is one. */
  public boolean exist() {
    return Stream.of(BLOCKS, NETWORKS, CALIBRATION)
        .allMatch(name -> files.exists(new Path(folder, name)));
  }

  /** Writes a table; returns the checksum of what it holds. */
  public String write(LatencyProfile profile, SparkSession spark) {
    Path unfinished = new Path(folder.getParent(), "." + folder.getName() + "-unfinished");
    files.delete(unfinished);
    List<Row> rows = profile.table().rows().stream().map(ProfileFiles::toRow).toList();
    parquet(spark.createDataFrame(rows, BLOCK_SCHEMA), new Path(unfinished, BLOCKS));
    List<Row> networks =
        profile.networks().stream()
            .map(timing -> RowFactory.create(timing.estimatedMillis(), timing.measuredMillis()))
            .toList();
    parquet(spark.createDataFrame(networks, NETWORK_SCHEMA), new Path(unfinished, NETWORKS));
    files.writeText(
        new Path(unfinished, HARDWARE),
        LatencyTableJson.writePart(new Hardware(profile.hardware())));
    String calibration = LatencyTableJson.writePart(profile.calibration());
    files.writeText(new Path(unfinished, CALIBRATION), calibration);
    files.publish(unfinished, folder);
    return Checksums.sha256(LatencyTableJson.write(profile.table()) + calibration);
  }

  private static void parquet(Dataset<Row> rows, Path path) {
    // One small file: the table has a few hundred rows.
    rows.coalesce(1).write().parquet(path.toString());
  }

  /**
   * Reads the table of the networks of a run.
   *
   * @param space whose blocks were timed
   * @param frame what the networks have in common
   * @throws BadDataException if it is incomplete or damaged, or of something else
   */
  public LatencyProfile read(SearchSpace space, NetworkFrame frame) {
    return read(table -> table.requireBlocksOf(space).requireFrame(frame));
  }

  /**
   * As {@link #read(SearchSpace, NetworkFrame)}, for a run of which only the space is known.
   *
   * @throws BadDataException if it is incomplete or damaged, or of another space
   */
  public LatencyProfile read(SearchSpace space) {
    return read(table -> table.requireBlocksOf(space));
  }

  private LatencyProfile read(UnaryOperator<LatencyTable> check) {
    if (!exist()) {
      throw new BadDataException(
          folder + ": the latency table is incomplete; run \"mos profile\" again");
    }
    try {
      return readAll(check);
    } catch (BadDataException | IllegalArgumentException damaged) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: the latency table is damaged (%s); delete the folder and run \"mos profile\" again",
              folder,
              damaged.getMessage()),
          damaged);
    }
  }

  private LatencyProfile readAll(UnaryOperator<LatencyTable> check) {
    List<LatencyRow> rows = parquet.rows(new Path(folder, BLOCKS), ProfileFiles::block);
    List<NetworkTiming> networks =
        parquet.rows(
            new Path(folder, NETWORKS),
            row -> new NetworkTiming(row.getDouble(0, 0), row.getDouble(1, 0)));
    Calibration calibration =
        LatencyTableJson.readPart(files.readText(new Path(folder, CALIBRATION)), Calibration.class);
    LatencyTable table = check.apply(LatencyTable.fromRows(rows));
    return new LatencyProfile(table, calibration, networks, hardware(table));
  }

  private static LatencyRow block(Group row) {
    return new LatencyRow(
        new BlockKey(ParquetFiles.text(row, "block")),
        part(row, "stats", LatencyStats.class),
        part(row, "frame", NetworkFrame.class),
        part(row, "protocol", LatencyProtocol.class),
        part(row, "hardware", HardwareFingerprint.class));
  }

  private static <T extends Record> T part(Group row, String column, Class<T> type) {
    return LatencyTableJson.readPart(ParquetFiles.text(row, column), type);
  }

  /** Tables of earlier versions tell of the hardware that they are of, and of no other. */
  private List<ProfiledHardware> hardware(LatencyTable table) {
    Path file = new Path(folder, HARDWARE);
    return files.exists(file)
        ? LatencyTableJson.readPart(files.readText(file), Hardware.class).classes()
        : List.of(ProfiledHardware.of(table, 1));
  }

  /** The classes of machines among the executors, as they are stored. */
  record Hardware(List<ProfiledHardware> classes) {}

  private static Row toRow(LatencyRow row) {
    LatencyStats stats = row.stats();
    return RowFactory.create(
        row.block().toString(),
        stats.medianMillis(),
        stats.meanNanos() / NANOS_PER_MILLI,
        stats.p90Nanos() / NANOS_PER_MILLI,
        stats.stdDevNanos() / NANOS_PER_MILLI,
        stats.count(),
        row.hardware().hardwareClass(),
        LatencyTableJson.writePart(stats),
        LatencyTableJson.writePart(row.frame()),
        LatencyTableJson.writePart(row.protocol()),
        LatencyTableJson.writePart(row.hardware()));
  }
}

package org.mosnas.spark.report;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.mosnas.search.latency.BlockKey;
import org.mosnas.search.latency.Calibration;
import org.mosnas.search.latency.HardwareFingerprint;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.LatencyRow;
import org.mosnas.search.latency.LatencyStats;
import org.mosnas.search.latency.LatencyTable;
import org.mosnas.search.latency.LatencyTableJson;
import org.mosnas.search.latency.NetworkFrame;
import org.mosnas.search.latency.NetworkTiming;
import org.mosnas.search.latency.ProfileSettings;
import org.mosnas.search.report.content.LatencyStudy;
import org.mosnas.search.report.content.Part;

/** The latency table and its calibration, as the stage profile left them. */
final class LatencyReader {
  private static final String FOLDER = "profile/latency";

  private final RunFiles run;

  LatencyReader(RunFiles run) {
    this.run = run;
  }

  Part<LatencyStudy> read() {
    return run.part(FOLDER + "/calibration.json", "profile", this::study);
  }

  private LatencyStudy study() {
    ParquetFiles parquet = run.parquet();
    Path folder = run.path(FOLDER);
    List<LatencyRow> rows =
        parquet.rows(new Path(folder, "blocks")).stream()
            .map(
                row ->
                    new LatencyRow(
                        new BlockKey(ParquetFiles.text(row, "block")),
                        part(ParquetFiles.text(row, "stats"), LatencyStats.class),
                        part(ParquetFiles.text(row, "frame"), NetworkFrame.class),
                        part(ParquetFiles.text(row, "protocol"), LatencyProtocol.class),
                        part(ParquetFiles.text(row, "hardware"), HardwareFingerprint.class)))
            .toList();
    List<NetworkTiming> networks =
        parquet.rows(new Path(folder, "networks")).stream()
            .map(row -> new NetworkTiming(row.getDouble(0, 0), row.getDouble(1, 0)))
            .toList();
    Calibration calibration =
        part(run.files().readText(new Path(folder, "calibration.json")), Calibration.class);
    double coverage = new ExperimentReader(run).settings().bind(ProfileSettings::from).coverage();
    return new LatencyStudy(LatencyTable.fromRows(rows), calibration, coverage, networks);
  }

  private static <T extends Record> T part(String json, Class<T> type) {
    return LatencyTableJson.readPart(json, type);
  }
}
